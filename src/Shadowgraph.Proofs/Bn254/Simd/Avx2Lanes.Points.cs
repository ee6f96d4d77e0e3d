using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>
/// Packed points. A reduced element is packed in 256 bits as the integer that it is plus half a digit in each place, so that all digits are
/// positive: 51 bits each, 52 the last.
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
        TransposeQuarter(result, blocks);
        TransposeQuarter(result + HalfLength, blocks + four);
        TransposeQuarter(result + four, blocks + HalfLength);
        TransposeQuarter(result + four + HalfLength, blocks + four + HalfLength);
    }

    /// <summary>Four lanes of four blocks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void TransposeQuarter(double* result, double* blocks)
    {
        for (var digit = 0; digit < HalfLength; digit += Lanes)
        {
            var from = (ulong*)(blocks + digit);
            var to = (ulong*)(result + digit);
            var r0 = Vector256.Load(from);
            var r1 = Vector256.Load(from + IFieldLanes.Length);
            var r2 = Vector256.Load(from + 2 * IFieldLanes.Length);
            var r3 = Vector256.Load(from + 3 * IFieldLanes.Length);
            Transpose(ref r0, ref r1, ref r2, ref r3);
            r0.Store(to);
            r1.Store(to + IFieldLanes.Length);
            r2.Store(to + 2 * IFieldLanes.Length);
            r3.Store(to + 3 * IFieldLanes.Length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LoadPairsHalf(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation)
    {
        uint k0 = terms[0], k1 = terms[stride], k2 = terms[2 * stride], k3 = terms[3 * stride];
        var p0 = pool + (long)(k0 >> 1) * words;
        var p1 = pool + (long)(k1 >> 1) * words;
        var p2 = pool + (long)(k2 >> 1) * words;
        var p3 = pool + (long)(k3 >> 1) * words;
        var signs = (Vector256.Create((long)k0, k1, k2, k3) << 63).AsDouble();
        Unpack(first, p0, p1, p2, p3, negation == Negation.Both ? signs : Vector256<double>.Zero);
        Unpack(
            second, p0 + ElementWords, p1 + ElementWords, p2 + ElementWords, p3 + ElementWords,
            negation == Negation.None ? Vector256<double>.Zero : signs);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void StorePairsHalf(ulong* destination, double* first, double* second, int words)
    {
        Pack(destination, first, words);
        Pack(destination + ElementWords, second, words);
    }

    /// <summary>Four rows of four words to columns, or back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<ulong> r0, ref Vector256<ulong> r1, ref Vector256<ulong> r2, ref Vector256<ulong> r3)
    {
        const byte lower = 0x20;
        const byte upper = 0x31;
        var low01 = Avx2.UnpackLow(r0, r1);
        var low23 = Avx2.UnpackLow(r2, r3);
        var high01 = Avx2.UnpackHigh(r0, r1);
        var high23 = Avx2.UnpackHigh(r2, r3);
        r0 = Avx2.Permute2x128(low01, low23, lower);
        r1 = Avx2.Permute2x128(high01, high23, lower);
        r2 = Avx2.Permute2x128(low01, low23, upper);
        r3 = Avx2.Permute2x128(high01, high23, upper);
    }

    /// <summary>Reads four numbers and cuts each into four digits of 51 bits and one of 52, all from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cut(
        ulong* p0, ulong* p1, ulong* p2, ulong* p3,
        out Vector256<long> i0, out Vector256<long> i1, out Vector256<long> i2, out Vector256<long> i3, out Vector256<long> i4)
    {
        var w0 = Vector256.Load(p0);
        var w1 = Vector256.Load(p1);
        var w2 = Vector256.Load(p2);
        var w3 = Vector256.Load(p3);
        Transpose(ref w0, ref w1, ref w2, ref w3);
        var mask = Vector256.Create(Mask);
        i0 = w0.AsInt64() & mask;
        i1 = ((w0 >>> 51) | (w1 << 13)).AsInt64() & mask;
        i2 = ((w1 >>> 38) | (w2 << 26)).AsInt64() & mask;
        i3 = ((w2 >>> 25) | (w3 << 39)).AsInt64() & mask;
        i4 = (w3 >>> 12).AsInt64();
    }

    /// <summary>Joins digits to four numbers of four words, so many words from one to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(
        ulong* destination, int words, Vector256<long> i0, Vector256<long> i1, Vector256<long> i2, Vector256<long> i3, Vector256<long> i4)
    {
        var w0 = (i0 | (i1 << 51)).AsUInt64();
        var w1 = ((i1 >>> 13) | (i2 << 38)).AsUInt64();
        var w2 = ((i2 >>> 26) | (i3 << 25)).AsUInt64();
        var w3 = ((i3 >>> 39) | (i4 << 12)).AsUInt64();
        Transpose(ref w0, ref w1, ref w2, ref w3);
        w0.Store(destination);
        w1.Store(destination + words);
        w2.Store(destination + 2 * words);
        w3.Store(destination + 3 * words);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unpack(double* result, ulong* p0, ulong* p1, ulong* p2, ulong* p3, Vector256<double> signs)
    {
        Cut(p0, p1, p2, p3, out var i0, out var i1, out var i2, out var i3, out var i4);
        (BiasedDigit(i0, DigitOffset) ^ signs).Store(result);
        (BiasedDigit(i1, DigitOffset) ^ signs).Store(result + Lanes);
        (BiasedDigit(i2, DigitOffset) ^ signs).Store(result + 2 * Lanes);
        (BiasedDigit(i3, DigitOffset) ^ signs).Store(result + 3 * Lanes);
        (BiasedDigit(i4, PackedTopOffset) ^ signs).Store(result + 4 * Lanes);
    }

    /// <remarks>A digit may be half a digit itself, which is one bit too long with the other half added: such digits carry.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack(ulong* destination, double* value, int words)
    {
        var mask = Vector256.Create(Mask);
        var half = Vector256.Create(Half);
        var i0 = Integer(value, 0) + half;
        var i1 = Integer(value, 1) + half + (i0 >>> Width);
        var i2 = Integer(value, 2) + half + (i1 >>> Width);
        var i3 = Integer(value, 3) + half + (i2 >>> Width);
        var i4 = Integer(value, 4) + Vector256.Create(PackedTopHalf) + (i3 >>> Width);
        Join(destination, words, i0 & mask, i1 & mask, i2 & mask, i3 & mask, i4);
    }
}
