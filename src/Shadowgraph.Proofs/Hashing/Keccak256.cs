using System.Buffers.Binary;
using System.Numerics;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// Keccak-256, the hash of the EVM: the sponge of FIPS 202 with a rate of 136 bytes and the padding byte of Keccak's submission, 0x01, instead of
/// 0x06 in SHA-3, the only variant in .NET. Not for secrets.
/// </summary>
/// <remarks>https://keccak.team/files/Keccak-reference-3.0.pdf, sections 1.2 and 2.1. Lane (x, y) of the state has the index x + 5y.</remarks>
internal static class Keccak256
{
    /// <summary>Bytes of a hash: 32.</summary>
    public const int Size = 32;

    private const byte Padding = 0x01;
    private const int Rate = 136;
    private const int Lanes = 25;
    private const int Rounds = 24;

    /// <summary>The rotations of ρ, in the order in which π moves the lanes, starting at lane (1, 0): (t + 1)(t + 2)/2 mod 64.</summary>
    private static ReadOnlySpan<byte> Rotations => [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    /// <summary>The lanes in that order: (x, y) goes to (y, 2x + 3y).</summary>
    private static ReadOnlySpan<byte> Places => [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    /// <summary>Hashes bytes.</summary>
    /// <param name="data">Any number of bytes.</param>
    /// <param name="destination">Takes <see cref="Size"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination) => Hash(data, destination, Padding);

    /// <summary>The sponge with a given padding byte: 0x06 yields SHA3-256, for comparison.</summary>
    internal static void Hash(ReadOnlySpan<byte> data, Span<byte> destination, byte padding)
    {
        Span<ulong> state = stackalloc ulong[Lanes];
        state.Clear();
        for (; data.Length >= Rate; data = data[Rate..]) Absorb(data[..Rate], state);

        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = padding;
        last[^1] |= 0x80;
        Absorb(last, state);
        for (var i = 0; i < Size / sizeof(ulong); i++) BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * sizeof(ulong))..], state[i]);
    }

    private static void Absorb(ReadOnlySpan<byte> block, Span<ulong> state)
    {
        for (var i = 0; i < Rate / sizeof(ulong); i++) state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(i * sizeof(ulong))..]);
        Permute(state);
    }

    /// <summary>Keccak-f[1600].</summary>
    private static void Permute(Span<ulong> a)
    {
        Span<ulong> row = stackalloc ulong[5];
        byte register = 1;
        for (var round = 0; round < Rounds; round++)
        {
            // θ
            for (var x = 0; x < 5; x++) row[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            for (var i = 0; i < Lanes; i++) a[i] ^= row[(i + 4) % 5] ^ BitOperations.RotateLeft(row[(i + 1) % 5], 1);

            // ρ and π
            var moved = a[1];
            for (var t = 0; t < Places.Length; t++)
                (a[Places[t]], moved) = (BitOperations.RotateLeft(moved, Rotations[t]), a[Places[t]]);

            // χ
            for (var y = 0; y < Lanes; y += 5)
            {
                a.Slice(y, 5).CopyTo(row);
                for (var x = 0; x < 5; x++) a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }

            // ι: the bits of the round's constant at 2^j - 1 come from a shift register with the polynomial x⁸ + x⁶ + x⁵ + x⁴ + 1.
            for (var j = 0; j <= 6; j++)
            {
                if ((register & 1) != 0) a[0] ^= 1UL << ((1 << j) - 1);
                register = (byte)((register << 1) ^ ((register >> 7) * 0x71));
            }
        }
    }
}
