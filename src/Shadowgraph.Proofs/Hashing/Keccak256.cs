namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// Keccak-256, the hash of the EVM: the sponge of FIPS 202 with a rate of 136 bytes and the padding byte of Keccak's submission, 0x01, instead of
/// 0x06 in SHA-3, the only variant in .NET. Not for secrets.
/// </summary>
internal static class Keccak256
{
    /// <summary>Bytes of a hash: 32.</summary>
    public const int Size = 32;

    /// <summary>The first byte after the message.</summary>
    public const byte Padding = 0x01;

    /// <summary>Hashes bytes.</summary>
    /// <param name="data">Any number of bytes.</param>
    /// <param name="destination">Takes <see cref="Size"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination) => Hash(data, destination, Padding);

    /// <summary>The hash of bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var hash = new byte[Size];
        Hash(data, hash);
        return hash;
    }

    /// <summary>The sponge with a given padding byte: 0x06 yields SHA3-256, for comparison.</summary>
    internal static void Hash(ReadOnlySpan<byte> data, Span<byte> destination, byte padding)
    {
        var sponge = default(KeccakSponge);
        sponge.Append(data);
        sponge.Finish(destination, padding);
    }
}
