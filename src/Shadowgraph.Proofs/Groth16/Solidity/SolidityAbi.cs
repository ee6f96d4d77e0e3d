using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>The binary encoding of contract calls and errors: https://docs.soliditylang.org/en/latest/abi-spec.html.</summary>
public static class SolidityAbi
{
    /// <summary>Bytes of a selector: 4.</summary>
    public const int SelectorSize = 4;

    /// <summary>Bytes of a word: 32.</summary>
    public const int WordSize = 32;

    /// <summary>The selector of a function or of a custom error: the first four bytes of the Keccak-256 hash of the signature.</summary>
    /// <param name="signature">Name and types in the ABI's notation, without spaces: <c>transfer(address,uint256)</c>. ASCII.</param>
    /// <returns>The four bytes as a big-endian integer.</returns>
    /// <exception cref="ArgumentException">The text does not have this form.</exception>
    public static uint Selector(string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (!Ascii.IsValid(signature) || signature.Contains(' ', StringComparison.Ordinal)
            || signature.IndexOf('(', StringComparison.Ordinal) < 1 || !signature.EndsWith(')'))
        {
            throw new ArgumentException(
                "A signature is a name and types in parentheses, in ASCII and without spaces, as in transfer(address,uint256).", nameof(signature));
        }

        Span<byte> hash = stackalloc byte[Keccak256.Size];
        Keccak256.Hash(Encoding.ASCII.GetBytes(signature), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    /// <summary>A selector as a literal of Solidity.</summary>
    internal static string SelectorText(string signature) => "0x" + Selector(signature).ToString("x8", CultureInfo.InvariantCulture);

    internal static void WriteWord(Span<byte> destination, in Limbs value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, value.L3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], value.L2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], value.L1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], value.L0);
    }

    internal static void WriteWord(Span<byte> destination, in Fr value) => WriteWord(destination, value.Canonical);

    internal static void WriteWord(Span<byte> destination, in Fp value) => WriteWord(destination, value.Canonical);

    internal static void WriteWord(Span<byte> destination, int value) => WriteWord(destination, new Limbs((ulong)value, 0, 0, 0));
}
