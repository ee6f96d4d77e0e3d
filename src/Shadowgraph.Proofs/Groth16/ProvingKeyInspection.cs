using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The contents of a well-formed .zkey file, acceptable as a key or not: for the inspection of keys of any origin.</summary>
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

    /// <summary>The key; null for a refused file.</summary>
    public ProvingKey? Key { get; }

    /// <summary>
    /// The reason for which <see cref="ProvingKey.Load(Stream, ProvingKeyReadOptions?, CancellationToken)"/> refuses the file; null if accepted.
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

    /// <summary>Whether the file is marked as a development key: the key's maker can forge proofs.</summary>
    public bool IsDevelopmentKey { get; }

    /// <summary>The contributions to the ceremony listed in the file, in order; empty for a file without a list.</summary>
    public IReadOnlyList<Contribution> Contributions { get; }

    /// <summary>The number of listed contributions, of participants and of beacons; null for a file without a list (section 10).</summary>
    public ListedContributions? ListedContributions { get; }

    /// <summary>Writes the verifying key as <see cref="VerifyingKey.ToJson"/> does, even for a refused key.</summary>
    /// <exception cref="ProvingKeyException">
    /// A point of the verifying key is infinity, or outside its group: such a key cannot be written.
    /// </exception>
    public byte[] VerifyingKeyToJson() => VerifyingKeyRules.FindInvalidPoint(_points) is { } fault
        ? throw fault
        : VerifyingKeyJson.Write(_points, IsDevelopmentKey);
}
