using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>
/// Packed points. A reduced element is packed into 256 bits as its integer value plus half a digit in each place, so that all digits are
/// positive: 51 bits each, 52 for the last.
/// </content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    private const int PairWords = 8;
    private const int ElementWords = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPoints(double* x, double* y, ulong* pool, uint* terms, int stride) =>
        LoadPairs(x, y, pool, terms, stride, PairWords, Negation.Second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePoints(ulong* destination, double* x, double* y) => StorePairs(destination, x, y, PairWords);

    public static void LoadPairs(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation)
    {
        // The second half of a block holds lanes 4 to 7, and takes the next four terms.
        LoadPairsHalf(first, second, pool, terms, stride, words, negation);
        LoadPairsHalf(first + HalfLength, second + HalfLength, pool, terms + Lanes * stride, stride, words, negation);
    }

    public static void StorePairs(ulong* destination, double* first, double* second, int words)
    {
        StorePairsHalf(destination, first, second, words);
        StorePairsHalf(destination + Lanes * words, first + HalfLength, second + HalfLength, words);
    }

    public static void Transpose(double* result, double* blocks)
    {
        const int four = Lanes * IFieldLanes.Length;

        // The transpose of a 2 x 2 matrix of quarters: each quarter is transposed, and the
        // two off the diagonal change places.
        TransposeQuarter(result, blocks);
        TransposeQuarter(result + HalfLength, blocks + four);
        TransposeQuarter(result + four, blocks + HalfLength);
        TransposeQuarter(result + four + HalfLength, blocks + four + HalfLength);
    }

    /// <summary>Transposes four lanes of four blocks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void TransposeQuarter(double* result, double* blocks)
    {
        for (var digit = 0; digit < HalfLength; digit += Lanes)
        {
            // A register holds one digit of four lanes: four blocks form a 4 x 4 matrix for
            // each digit.
            var from = (ulong*)(blocks + digit);
            var to = (ulong*)(result + digit);
            var r0 = Avx.LoadVector256(from);
            var r1 = Avx.LoadVector256(from + IFieldLanes.Length);
            var r2 = Avx.LoadVector256(from + 2 * IFieldLanes.Length);
            var r3 = Avx.LoadVector256(from + 3 * IFieldLanes.Length);
            Transpose(ref r0, ref r1, ref r2, ref r3);
            Avx.Store(to, r0);
            Avx.Store(to + IFieldLanes.Length, r1);
            Avx.Store(to + 2 * IFieldLanes.Length, r2);
            Avx.Store(to + 3 * IFieldLanes.Length, r3);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void LoadPairsHalf(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation)
    {
        // A term is twice the index of a pair, plus 1 for a negated pair.
        uint k0 = terms[0], k1 = terms[stride], k2 = terms[2 * stride], k3 = terms[3 * stride];
        var p0 = pool + (long)(k0 >> 1) * words;
        var p1 = pool + (long)(k1 >> 1) * words;
        var p2 = pool + (long)(k2 >> 1) * words;
        var p3 = pool + (long)(k3 >> 1) * words;

        // Bit 0 of a term becomes the sign bit of a double. Digit ranges are symmetric: the
        // negated number keeps all bounds.
        var signs = (Vector256.Create((long)k0, k1, k2, k3) << 63).AsDouble();
        Unpack(first, p0, p1, p2, p3, negation == Negation.Both ? signs : Vector256<double>.Zero);
        Unpack(
            second, p0 + ElementWords, p1 + ElementWords, p2 + ElementWords, p3 + ElementWords,
            negation == Negation.None ? Vector256<double>.Zero : signs);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void StorePairsHalf(ulong* destination, double* first, double* second, int words)
    {
        Pack(destination, first, words);
        Pack(destination + ElementWords, second, words);
    }

    /// <summary>Four rows of four words to columns, and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<ulong> r0, ref Vector256<ulong> r1, ref Vector256<ulong> r2, ref Vector256<ulong> r3)
    {
        const byte lower = 0x20;
        const byte upper = 0x31;

        // Words within 128-bit halves first, then halves: eight shuffles for a 4 x 4
        // matrix. The same sequence is its own inverse.
        var low01 = Avx2.UnpackLow(r0, r1);
        var low23 = Avx2.UnpackLow(r2, r3);
        var high01 = Avx2.UnpackHigh(r0, r1);
        var high23 = Avx2.UnpackHigh(r2, r3);
        r0 = Avx2.Permute2x128(low01, low23, lower);
        r1 = Avx2.Permute2x128(high01, high23, lower);
        r2 = Avx2.Permute2x128(low01, low23, upper);
        r3 = Avx2.Permute2x128(high01, high23, upper);
    }

    /// <summary>Reads four numbers and cuts each into four digits of 51 bits and a digit of 52, all unsigned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cut(
        ulong* p0, ulong* p1, ulong* p2, ulong* p3,
        out Vector256<long> i0, out Vector256<long> i1, out Vector256<long> i2, out Vector256<long> i3, out Vector256<long> i4)
    {
        var w0 = Avx.LoadVector256(p0);
        var w1 = Avx.LoadVector256(p1);
        var w2 = Avx.LoadVector256(p2);
        var w3 = Avx.LoadVector256(p3);
        Transpose(ref w0, ref w1, ref w2, ref w3);

        // Digit k consists of bits 51k to 51k + 50. Digits 1 to 3 span two words each; the
        // last digit has the remaining 52 bits.
        var mask = Vector256.Create(Mask);
        i0 = w0.AsInt64() & mask;
        i1 = ((w0 >>> 51) | (w1 << 13)).AsInt64() & mask;
        i2 = ((w1 >>> 38) | (w2 << 26)).AsInt64() & mask;
        i3 = ((w2 >>> 25) | (w3 << 39)).AsInt64() & mask;
        i4 = (w3 >>> 12).AsInt64();
    }

    /// <summary>Joins digits to four numbers of four words, with a given distance in words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(
        ulong* destination, int words, Vector256<long> i0, Vector256<long> i1, Vector256<long> i2, Vector256<long> i3, Vector256<long> i4)
    {
        // Digits are unsigned and do not exceed their width, so the shifted digits never
        // overlap.
        var w0 = (i0 | (i1 << 51)).AsUInt64();
        var w1 = ((i1 >>> 13) | (i2 << 38)).AsUInt64();
        var w2 = ((i2 >>> 26) | (i3 << 25)).AsUInt64();
        var w3 = ((i3 >>> 39) | (i4 << 12)).AsUInt64();
        Transpose(ref w0, ref w1, ref w2, ref w3);
        Avx.Store(destination, w0);
        Avx.Store(destination + words, w1);
        Avx.Store(destination + 2 * words, w2);
        Avx.Store(destination + 3 * words, w3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unpack(double* result, ulong* p0, ulong* p1, ulong* p2, ulong* p3, Vector256<double> signs)
    {
        // Packed digits are half a digit too large: subtracting 2^52 plus the half restores
        // balanced digits, and the sign bit negates these without changing a bound.
        Cut(p0, p1, p2, p3, out var i0, out var i1, out var i2, out var i3, out var i4);
        Avx.Store(result, BiasedDigit(i0, DigitOffset) ^ signs);
        Avx.Store(result + Lanes, BiasedDigit(i1, DigitOffset) ^ signs);
        Avx.Store(result + 2 * Lanes, BiasedDigit(i2, DigitOffset) ^ signs);
        Avx.Store(result + 3 * Lanes, BiasedDigit(i3, DigitOffset) ^ signs);
        Avx.Store(result + 4 * Lanes, BiasedDigit(i4, PackedTopOffset) ^ signs);
    }

    /// <remarks>A digit may equal half a digit, and one half more needs an additional bit: such digits carry.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack(ulong* destination, double* value, int words)
    {
        // A reduced number has tight digits: plus half, each is in [0, 2^51], and only 2^51
        // itself carries.
        var mask = Vector256.Create(Mask);
        var half = Vector256.Create(Half);
        var i0 = Integer(value, 0) + half;
        var i1 = Integer(value, 1) + half + (i0 >>> Width);
        var i2 = Integer(value, 2) + half + (i1 >>> Width);
        var i3 = Integer(value, 3) + half + (i2 >>> Width);

        // |v| <= m/2 leaves digit 4 below 2^49 in size: with 2^51 added, the digit is
        // positive and has 52 bits.
        var i4 = Integer(value, 4) + Vector256.Create(PackedTopHalf) + (i3 >>> Width);
        Join(destination, words, i0 & mask, i1 & mask, i2 & mask, i3 & mask, i4);
    }
}
