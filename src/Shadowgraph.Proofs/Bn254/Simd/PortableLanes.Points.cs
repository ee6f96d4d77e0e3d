using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>
/// Packed points. A reduced element is packed into 256 bits as its integer value plus half a digit in each place, so that all digits are
/// positive: 52 bits each, 48 for the last.
/// </content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    private const int PairWords = 8;
    private const int ElementWords = 4;

    public static void LoadPoints(double* x, double* y, ulong* pool, uint* terms, int stride) =>
        LoadPairs(x, y, pool, terms, stride, PairWords, Negation.Second);

    public static void StorePoints(ulong* destination, double* x, double* y) => StorePairs(destination, x, y, PairWords);

    [MethodImpl(Kernel.Optimized)]
    public static void LoadPairs(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation)
    {
        for (var i = 0; i < Length; i += Digits, terms += stride)
        {
            // A term is twice the index of a pair, plus 1 for a negated pair.
            var pair = pool + (long)(*terms >> 1) * words;
            double sign = 1 - 2 * (int)(*terms & 1);
            Unpack(first + i, *(Limbs*)pair, negation == Negation.Both ? sign : 1);
            Unpack(second + i, *(Limbs*)(pair + ElementWords), negation == Negation.None ? 1 : sign);
        }
    }

    [MethodImpl(Kernel.Optimized)]
    public static void StorePairs(ulong* destination, double* first, double* second, int words)
    {
        for (var i = 0; i < Length; i += Digits, destination += words)
        {
            // A pair of elements is adjacent; the next lane's pair follows at the given
            // distance, 8 words in G1 and 16 in G2.
            *(Limbs*)destination = Pack(first + i);
            *(Limbs*)(destination + ElementWords) = Pack(second + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unpack(double* result, in Limbs words, double sign)
    {
        // Packed digits are half a digit too large. Balanced digits have symmetric ranges,
        // so the sign keeps all bounds.
        Cut(words, out var i0, out var i1, out var i2, out var i3, out var i4);
        result[0] = sign * (i0 - Half);
        result[1] = sign * (i1 - Half);
        result[2] = sign * (i2 - Half);
        result[3] = sign * (i3 - Half);
        result[4] = sign * (i4 - PackedTopHalf);
    }

    /// <remarks>
    /// A negated digit may equal half a digit, and one half more needs an additional bit: such digits carry.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Limbs Pack(double* value)
    {
        // A reduced number has tight digits: plus half, each is in [0, 2^52], and only 2^52
        // itself carries. Digit 4 is below 2^45 in size and has 48 bits with 2^47 added.
        var i0 = Whole(value[0]) + Half;
        var i1 = Whole(value[1]) + Half + (i0 >> Width);
        var i2 = Whole(value[2]) + Half + (i1 >> Width);
        var i3 = Whole(value[3]) + Half + (i2 >> Width);
        var i4 = Whole(value[4]) + PackedTopHalf + (i3 >> Width);
        return Join(i0 & Mask, i1 & Mask, i2 & Mask, i3 & Mask, i4);
    }
}
