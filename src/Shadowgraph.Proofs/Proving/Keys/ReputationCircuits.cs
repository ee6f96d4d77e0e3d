using System.Security.Cryptography;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// The reputation circuits, compiled: for key ceremonies and for inspection. Thread-safe; each size is compiled once.
/// </summary>
public static class ReputationCircuits
{
    /// <summary>Names this version of the three circuits, for persistent data. Must change with any of the circuits.</summary>
    internal static ReadOnlySpan<byte> Family => "reputation/3"u8;

    private static readonly CompiledCircuits Circuits = new(static size => new ReputationCircuit(size));

    /// <summary>The compiled circuit of a size; the first use compiles the circuit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public static ConstraintSystem Get(CircuitSize size) => Circuits.Get(size);

    /// <summary>
    /// Writes the .r1cs file from which a key ceremony starts, in the format of snarkjs. Equal versions write equal bytes.
    /// </summary>
    /// <param name="size">The circuit.</param>
    /// <param name="stream">Written from its current position, and left open. Seeking is not required.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public static void WriteR1cs(CircuitSize size, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Get(size).R1cs.Write(stream);
    }

    /// <summary>SHA-256 of the .r1cs file, as 64 lower-case hexadecimal digits: identifies this version of the circuit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public static string Digest(CircuitSize size) => Circuits.Digest(size);

    internal static string DigestOf(R1cs circuit)
    {
        using var hash = SHA256.Create();
        using (var sink = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)) circuit.Write(sink);
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
