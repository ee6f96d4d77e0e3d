using System.Numerics;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// The Grain LFSR in self-shrinking mode, the source of Poseidon's constants (Grassi et al., "Poseidon", 2021, appendix E).
/// </summary>
/// <remarks>
/// 80 bits of state, feedback b(i+80) = b(i+62) + b(i+51) + b(i+38) + b(i+23) + b(i+13) + b(i). The state is seeded with the instance's parameters,
/// 160 bits are discarded, and of every further pair of bits the second is used if the first is 1.
/// </remarks>
internal struct PoseidonGrain
{
    private const int FieldBits = 254;
    private const int BlockBits = 16;

    // Bit 0 of _low is the oldest bit, bit 15 of _high the newest.
    private ulong _low;
    private ulong _high;
    private uint _block;
    private int _remaining;

    public PoseidonGrain(int width, int fullRounds, int partialRounds)
    {
        var position = 0;
        Seed(ref position, 1, 2); // a prime field
        Seed(ref position, 0, 4); // the S-box is a power map
        Seed(ref position, FieldBits, 12);
        Seed(ref position, width, 12);
        Seed(ref position, fullRounds, 10);
        Seed(ref position, partialRounds, 10);
        Seed(ref position, (1 << 30) - 1, 30);
        for (var i = 0; i < 160 / BlockBits; i++) NextBlock();
    }

    /// <summary>A uniform element: 254 bits, most significant first, drawn repeatedly until below r.</summary>
    public Fr NextElement()
    {
        Span<byte> bytes = stackalloc byte[Fr.Size];
        Fr element;
        do Fill(bytes);
        while (!Fr.TryRead(bytes, out element));
        return element;
    }

    /// <summary>254 bits reduced modulo r: the derivation of matrix elements.</summary>
    public Fr NextReducedElement()
    {
        Span<byte> bytes = stackalloc byte[Fr.Size];
        Fill(bytes);
        return Fr.FromBigIntegerReduced(new BigInteger(bytes, isUnsigned: true));
    }

    private void Seed(ref int position, int value, int bits)
    {
        for (var i = bits - 1; i >= 0; i--, position++)
        {
            var bit = (ulong)(value >> i) & 1;
            if (position < 64) _low |= bit << position;
            else _high |= bit << (position - 64);
        }
    }

    private void Fill(Span<byte> littleEndian)
    {
        littleEndian.Clear();
        for (var i = FieldBits - 1; i >= 0; i--)
        {
            if (NextBit()) littleEndian[i >> 3] |= (byte)(1 << (i & 7));
        }
    }

    private bool NextBit()
    {
        while (true)
        {
            if (_remaining == 0)
            {
                _block = NextBlock();
                _remaining = BlockBits;
            }

            var pair = _block & 3;
            _block >>= 2;
            _remaining -= 2;
            if ((pair & 1) != 0) return pair == 3;
        }
    }

    /// <summary>
    /// The next 16 bits of the register, oldest lowest. The newest tap is bit 62 of 80, so that up to 17 bits can be computed at once.
    /// </summary>
    private uint NextBlock()
    {
        var newest = ((_low >> 62) | (_high << 2)) ^ ((_low >> 51) | (_high << 13));
        var block = (uint)(newest ^ (_low >> 38) ^ (_low >> 23) ^ (_low >> 13) ^ _low) & 0xffff;
        _low = (_low >> BlockBits) | (_high << (64 - BlockBits));
        _high = block;
        return block;
    }
}
