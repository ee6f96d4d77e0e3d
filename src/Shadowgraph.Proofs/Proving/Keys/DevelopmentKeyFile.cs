using System.Text;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// A development key on disk: the .zkey, and a .sha256 file in the format of sha256sum. The hash detects damage; the hash is no defence against
/// an attacker with write access, and a development key needs none.
/// </summary>
internal sealed class DevelopmentKeyFile(IKeyFiles files, KeyLoader loader, string directory, CircuitSize size, CircuitForKeys circuit)
{
    private const int HashDigits = 64;

    private readonly string _name = KeyNames.Development(size, circuit);

    public string KeyPath => Path.Combine(directory, _name);

    public string LockPath => KeyPath + ".lock";

    private string HashPath => KeyPath + ".sha256";

    /// <summary>Reads the key, if the file exists and is intact.</summary>
    /// <param name="problem">The fault of an existing file; null if the key is fine, or there is no file.</param>
    /// <param name="cancellationToken">Observed while reading.</param>
    public ProvingKey? TryRead(out string? problem, CancellationToken cancellationToken)
    {
        problem = null;
        if (!files.Exists(KeyPath)) return null;
        try
        {
            var key = loader.Load(KeyPath, ReadHash(), cancellationToken);
            problem = !key.BelongsTo(circuit.R1cs) ? "the key belongs to another circuit"
                : !key.IsDevelopmentKey ? "the key is not a development key"
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
