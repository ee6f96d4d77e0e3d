using System.Text;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// A development key on disk: the .zkey, and beside it a .sha256 as sha256sum writes and checks it. The hash finds damage; it is no defence
/// against who may write here, and for a development key none is needed.
/// </summary>
internal sealed class DevelopmentKeyFile(IKeyFiles files, string directory, CircuitSize size, CircuitForKeys circuit)
{
    private const int HashDigits = 64;

    private readonly string _name = KeyNames.Development(size, circuit);

    public string KeyPath => Path.Combine(directory, _name);

    public string LockPath => KeyPath + ".lock";

    private string HashPath => KeyPath + ".sha256";

    /// <summary>Reads the key, if it is there and whole.</summary>
    /// <param name="problem">Why there is no key although there is a file; null if there is no file.</param>
    /// <param name="cancellationToken">Observed while reading.</param>
    public ProvingKey? TryRead(out string? problem, CancellationToken cancellationToken)
    {
        problem = null;
        if (!files.Exists(KeyPath)) return null;
        try
        {
            var options = new ProvingKeyReadOptions { ExpectedSha256 = ReadHash() };
            using var stream = files.OpenRead(KeyPath);
            var key = ProvingKey.Load(stream, options, cancellationToken);
            problem = !key.BelongsTo(circuit.R1cs) ? "it is a key of another circuit"
                : !key.IsDevelopmentKey ? "it is no development key"
                : null;
            return problem is null ? key : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ProofFileException or ProvingKeyException)
        {
            problem = e.Message;
            return null;
        }
    }

    public void Write(ProvingKey key)
    {
        var hash = "";
        files.WriteAtomically(KeyPath, stream => hash = key.Save(stream));
        files.WriteAtomically(HashPath, stream => stream.Write(Encoding.ASCII.GetBytes($"{hash}  {_name}\n")));
    }

    private string ReadHash()
    {
        using var stream = files.OpenRead(HashPath);
        Span<byte> digits = stackalloc byte[HashDigits];
        var count = stream.ReadAtLeast(digits, HashDigits, throwOnEndOfStream: false);
        return count == HashDigits ? Encoding.ASCII.GetString(digits) : throw new IOException($"{HashPath} is cut short.");
    }
}
