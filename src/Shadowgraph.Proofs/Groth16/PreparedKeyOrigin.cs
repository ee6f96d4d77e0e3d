using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Groth16.Prepared;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The files of a key from a prepared file: reads the .zkey file again if the prepared file turns out to be faulty.</summary>
/// <param name="path">The .zkey file.</param>
/// <param name="identity">The .zkey file's identity at the time of loading.</param>
/// <param name="options">The options of the loading.</param>
/// <param name="report">Receives the problem of a faulty prepared file; null for no report.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "Without a wait handle the semaphore holds only memory.")]
internal sealed class PreparedKeyOrigin(string path, ZkeyIdentity identity, ProvingKeyReadOptions options, Action<string>? report)
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private ProvingKey? _replacement;

    /// <summary>The key from the .zkey file, after the prepared file proved faulty; null before.</summary>
    public ProvingKey? Replacement => Volatile.Read(ref _replacement);

    /// <summary>Removes the prepared file, and reads the .zkey file, once for all callers.</summary>
    /// <param name="faulty">The key from the prepared file.</param>
    /// <param name="cancellationToken">Cancels the wait or the reading; the next caller reads.</param>
    /// <exception cref="ProvingKeyException">The .zkey file is now that of another key.</exception>
    /// <exception cref="Files.ProofFileException">The .zkey file is damaged.</exception>
    /// <exception cref="IOException">The .zkey file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ProvingKey Replace(ProvingKey faulty, CancellationToken cancellationToken)
    {
        if (Replacement is { } known) return known;
        _oneAtATime.Wait(cancellationToken);
        try
        {
            if (Replacement is { } made) return made;
            PreparedKeyFile.Drop(path);
            report?.Invoke("a proof with its content failed verification, or its circuit is another");
            var key = ReadZkey(faulty, cancellationToken);
            Volatile.Write(ref _replacement, key);
            return key;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Reads the .zkey file, with all checks.</summary>
    /// <inheritdoc cref="Replace"/>
    public ProvingKey ReadZkey(ProvingKey faulty, CancellationToken cancellationToken)
    {
        var key = ProvingKey.Load(path, options with { Prepared = PreparedKeyUse.Off }, cancellationToken);
        var isSame = key.VerifyingKey.Hash == faulty.VerifyingKey.Hash
            && (key.WireCount, key.DomainSize) == (faulty.WireCount, faulty.DomainSize);
        return isSame ? key : throw new ProvingKeyException(
            ProvingKeyRejection.WrongHash, $"The key file {path} was replaced by another key since the key was loaded. Load the key again.");
    }

    /// <summary>Hashes the .zkey file.</summary>
    /// <exception cref="IOException">The file cannot be read, or changed since the key was loaded.</exception>
    public string ComputeSha256()
    {
        using var file = PreparedKeyFile.OpenZkey(path);
        using var outline = ZkeyOutline.TryRead(file, file);
        return outline?.Identity == identity
            ? outline.ComputeSha256(CancellationToken.None)
            : throw new IOException($"The key file {path} changed since the key was loaded, so its hash is unknown. Load the key again.");
    }
}
