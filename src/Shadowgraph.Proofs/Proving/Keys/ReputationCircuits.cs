using System.Security.Cryptography;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// The reputation circuits, compiled: for key ceremonies and for looking at them. Thread-safe; each size is compiled once.
/// </summary>
public static class ReputationCircuits
{
    /// <summary>Names this version of the three circuits, for what is kept longer than a process lives. Change it with any of them.</summary>
    internal static ReadOnlySpan<byte> Family => "reputation/1"u8;

    private static readonly CompiledCircuits Circuits = new(static size => new ReputationCircuit(size));

    /// <summary>The compiled circuit of a size; takes a moment on first use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public static ConstraintSystem Get(CircuitSize size) => Circuits.Get(size);

    /// <summary>
    /// Writes the .r1cs file that a key ceremony starts from, as snarkjs reads it. The same version writes the same bytes.
    /// </summary>
    /// <param name="size">Which circuit.</param>
    /// <param name="stream">Written from its position on, and left open. It need not be able to seek.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public static void WriteR1cs(CircuitSize size, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Get(size).R1cs.Write(stream);
    }

    /// <summary>SHA-256 of the .r1cs file, as 64 lower-case hexadecimal digits: it names this version of the circuit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public static string Digest(CircuitSize size) => Circuits.Digest(size);

    internal static string DigestOf(R1cs circuit)
    {
        using var hash = SHA256.Create();
        using (var sink = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)) circuit.Write(sink);
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
