using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>What a well-formed .zkey file holds, whether or not it may be used as a key: for looking at keys of any origin.</summary>
public sealed class ProvingKeyInspection
{
    private readonly VerifyingKeyPoints _points;
    private readonly string? _circuitHash;

    internal ProvingKeyInspection(ProvingKeyContents contents, string sha256, (ProvingKey? Key, ProvingKeyException? Refusal) verdict)
    {
        _points = contents.VerifyingPoints;
        WireCount = contents.WireCount;
        DomainSize = contents.DomainSize;
        Contributions = contents.Ceremony.Contributions;
        ListedContributions = contents.Ceremony.Listed;
        IsDevelopmentKey = contents.Ceremony.IsDevelopment;
        Sha256 = sha256;
        (Key, Refusal) = verdict;
        if (Key is null) _circuitHash = contents.CircuitHash();
    }

    /// <summary>The key; null if it is refused.</summary>
    public ProvingKey? Key { get; }

    /// <summary>Why <see cref="ProvingKey.Load(Stream, ProvingKeyReadOptions?, CancellationToken)"/> refuses the file; null if it doesn't.
    /// </summary>
    public ProvingKeyException? Refusal { get; }

    /// <summary>Whether the file may be used as a key.</summary>
    [MemberNotNullWhen(true, nameof(Key))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Key is not null;

    /// <inheritdoc cref="ProvingKey.WireCount"/>
    public int WireCount { get; }

    /// <inheritdoc cref="ProvingKey.PublicInputCount"/>
    public int PublicInputCount => _points.Ic.Length - 1;

    /// <inheritdoc cref="ProvingKey.DomainSize"/>
    public int DomainSize { get; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <inheritdoc cref="ProvingKey.CircuitHash"/>
    public string? CircuitHash => Key is null ? _circuitHash : Key.CircuitHash;

    /// <summary>Hash of the verifying key, as <see cref="VerifyingKey.Hash"/>.</summary>
    public string VerifyingKeyHash => Key is null ? _points.ComputeHash() : Key.VerifyingKey.Hash;

    /// <summary>Whether the file is marked as a development key, whose maker can forge proofs.</summary>
    public bool IsDevelopmentKey { get; }

    /// <summary>The contributions to the ceremony that the file lists, in their order; empty if it has no list.</summary>
    public IReadOnlyList<Contribution> Contributions { get; }

    /// <summary>How many contributions the file lists, of participants and of beacons; null if it has no list (section 10).</summary>
    public ListedContributions? ListedContributions { get; }

    /// <summary>Writes the verifying key as <see cref="VerifyingKey.ToJson"/> does, also that of a key that is refused.</summary>
    /// <exception cref="ProvingKeyException">A point of the verifying key is infinity, or not in its group: there is nothing to write.
    /// </exception>
    public byte[] VerifyingKeyToJson() => VerifyingKeyRules.FindInvalidPoint(_points) is { } fault
        ? throw fault
        : VerifyingKeyJson.Write(_points, IsDevelopmentKey);
}
