using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>
/// Packed points. A reduced element is packed into 256 bits as its integer value plus half a digit in each place, so that all digits are
/// positive: 52 bits each, 48 for the last.
/// </content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    private const int PairWords = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPoints(double* x, double* y, ulong* pool, uint* terms, int stride) =>
        LoadPairs(x, y, pool, terms, stride, PairWords, Negation.Second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePoints(ulong* destination, double* x, double* y) => StorePairs(destination, x, y, PairWords);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void LoadPairs(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation)
    {
        // A term is twice the index of a pair, plus 1 for a negated pair.
        uint k0 = terms[0], k1 = terms[stride], k2 = terms[2 * stride], k3 = terms[3 * stride];
        uint k4 = terms[4 * stride], k5 = terms[5 * stride], k6 = terms[6 * stride], k7 = terms[7 * stride];

        // A pair fills a register: four words of the first element, four of the second. The
        // transpose has a register per word.
        var r0 = Row(pool, k0, words);
        var r1 = Row(pool, k1, words);
        var r2 = Row(pool, k2, words);
        var r3 = Row(pool, k3, words);
        var r4 = Row(pool, k4, words);
        var r5 = Row(pool, k5, words);
        var r6 = Row(pool, k6, words);
        var r7 = Row(pool, k7, words);
        Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);

        // Bit 0 of a term becomes the sign bit of a double. Digit ranges are symmetric: the
        // negated number keeps all bounds.
        var signs = (Vector512.Create((long)k0, k1, k2, k3, k4, k5, k6, k7) << 63).AsDouble();
        Unpack(first, r0, r1, r2, r3, negation == Negation.Both ? signs : Vector512<double>.Zero);
        Unpack(second, r4, r5, r6, r7, negation == Negation.None ? Vector512<double>.Zero : signs);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void StorePairs(ulong* destination, double* first, double* second, int words)
    {
        Pack(first, out var r0, out var r1, out var r2, out var r3);
        Pack(second, out var r4, out var r5, out var r6, out var r7);
        Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);

        // A distance of 8 words in G1, and of 16 in G2, where a point consists of two
        // pairs.
        Avx512F.Store(destination, r0);
        Avx512F.Store(destination + words, r1);
        Avx512F.Store(destination + 2 * words, r2);
        Avx512F.Store(destination + 3 * words, r3);
        Avx512F.Store(destination + 4 * words, r4);
        Avx512F.Store(destination + 5 * words, r5);
        Avx512F.Store(destination + 6 * words, r6);
        Avx512F.Store(destination + 7 * words, r7);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void Transpose(double* result, double* blocks)
    {
        for (var digit = 0; digit < IFieldLanes.Length; digit += Lanes)
        {
            // A register holds one digit of eight lanes: eight blocks form an 8 x 8 matrix
            // for each digit.
            var from = (ulong*)(blocks + digit);
            var to = (ulong*)(result + digit);
            var r0 = Avx512F.LoadVector512(from);
            var r1 = Avx512F.LoadVector512(from + IFieldLanes.Length);
            var r2 = Avx512F.LoadVector512(from + 2 * IFieldLanes.Length);
            var r3 = Avx512F.LoadVector512(from + 3 * IFieldLanes.Length);
            var r4 = Avx512F.LoadVector512(from + 4 * IFieldLanes.Length);
            var r5 = Avx512F.LoadVector512(from + 5 * IFieldLanes.Length);
            var r6 = Avx512F.LoadVector512(from + 6 * IFieldLanes.Length);
            var r7 = Avx512F.LoadVector512(from + 7 * IFieldLanes.Length);
            Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
            Avx512F.Store(to, r0);
            Avx512F.Store(to + IFieldLanes.Length, r1);
            Avx512F.Store(to + 2 * IFieldLanes.Length, r2);
            Avx512F.Store(to + 3 * IFieldLanes.Length, r3);
            Avx512F.Store(to + 4 * IFieldLanes.Length, r4);
            Avx512F.Store(to + 5 * IFieldLanes.Length, r5);
            Avx512F.Store(to + 6 * IFieldLanes.Length, r6);
            Avx512F.Store(to + 7 * IFieldLanes.Length, r7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Row(ulong* pool, uint term, int words) => Avx512F.LoadVector512(pool + (long)(term >> 1) * words);

    /// <summary>Eight rows of eight words to columns, and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector512<ulong> r0, ref Vector512<ulong> r1, ref Vector512<ulong> r2, ref Vector512<ulong> r3,
        ref Vector512<ulong> r4, ref Vector512<ulong> r5, ref Vector512<ulong> r6, ref Vector512<ulong> r7)
    {
        const byte even = 0x88;
        const byte odd = 0xdd;

        // Three stages, as 8 = 2·2·2: words within 128 bits, then 128-bit parts twice. 24
        // shuffles.
        var low01 = Avx512F.UnpackLow(r0, r1);
        var low23 = Avx512F.UnpackLow(r2, r3);
        var low45 = Avx512F.UnpackLow(r4, r5);
        var low67 = Avx512F.UnpackLow(r6, r7);
        var high01 = Avx512F.UnpackHigh(r0, r1);
        var high23 = Avx512F.UnpackHigh(r2, r3);
        var high45 = Avx512F.UnpackHigh(r4, r5);
        var high67 = Avx512F.UnpackHigh(r6, r7);

        // Parts 0 and 2 of each register, twice: columns 0 and 4 together.
        var a = Avx512F.Shuffle4x128(low01, low23, even);
        var b = Avx512F.Shuffle4x128(low45, low67, even);
        r0 = Avx512F.Shuffle4x128(a, b, even);
        r4 = Avx512F.Shuffle4x128(a, b, odd);
        a = Avx512F.Shuffle4x128(high01, high23, even);
        b = Avx512F.Shuffle4x128(high45, high67, even);
        r1 = Avx512F.Shuffle4x128(a, b, even);
        r5 = Avx512F.Shuffle4x128(a, b, odd);
        a = Avx512F.Shuffle4x128(low01, low23, odd);
        b = Avx512F.Shuffle4x128(low45, low67, odd);
        r2 = Avx512F.Shuffle4x128(a, b, even);
        r6 = Avx512F.Shuffle4x128(a, b, odd);
        a = Avx512F.Shuffle4x128(high01, high23, odd);
        b = Avx512F.Shuffle4x128(high45, high67, odd);
        r3 = Avx512F.Shuffle4x128(a, b, even);
        r7 = Avx512F.Shuffle4x128(a, b, odd);
    }

    /// <summary>Cuts 256 bits into four digits of 52 bits and a digit of 48, all unsigned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cut(
        Vector512<ulong> w0, Vector512<ulong> w1, Vector512<ulong> w2, Vector512<ulong> w3,
        out Vector512<long> i0, out Vector512<long> i1, out Vector512<long> i2, out Vector512<long> i3, out Vector512<long> i4)
    {
        // Digit k consists of bits 52k to 52k + 51. Digits 1 to 3 span two words each; the
        // last digit has the remaining 48 bits.
        var mask = Vector512.Create(Mask);
        i0 = w0.AsInt64() & mask;
        i1 = ((w0 >>> 52) | (w1 << 12)).AsInt64() & mask;
        i2 = ((w1 >>> 40) | (w2 << 24)).AsInt64() & mask;
        i3 = ((w2 >>> 28) | (w3 << 36)).AsInt64() & mask;
        i4 = (w3 >>> 16).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(
        Vector512<long> i0, Vector512<long> i1, Vector512<long> i2, Vector512<long> i3, Vector512<long> i4,
        out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3)
    {
        // Digits are unsigned and do not exceed their width, so the shifted digits never
        // overlap.
        w0 = (i0 | (i1 << 52)).AsUInt64();
        w1 = ((i1 >>> 12) | (i2 << 40)).AsUInt64();
        w2 = ((i2 >>> 24) | (i3 << 28)).AsUInt64();
        w3 = ((i3 >>> 36) | (i4 << 16)).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unpack(
        double* result, Vector512<ulong> w0, Vector512<ulong> w1, Vector512<ulong> w2, Vector512<ulong> w3, Vector512<double> signs)
    {
        // Packed digits are half a digit too large: subtracting 2^52 plus the half restores
        // balanced digits, and the sign bit negates these without changing a bound.
        Cut(w0, w1, w2, w3, out var i0, out var i1, out var i2, out var i3, out var i4);
        Avx512F.Store(result, BiasedDigit(i0, DigitOffset) ^ signs);
        Avx512F.Store(result + Lanes, BiasedDigit(i1, DigitOffset) ^ signs);
        Avx512F.Store(result + 2 * Lanes, BiasedDigit(i2, DigitOffset) ^ signs);
        Avx512F.Store(result + 3 * Lanes, BiasedDigit(i3, DigitOffset) ^ signs);
        Avx512F.Store(result + 4 * Lanes, BiasedDigit(i4, PackedTopOffset) ^ signs);
    }

    /// <remarks>
    /// A negated digit may equal half a digit, and one half more needs an additional bit: such digits carry.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack(
        double* value, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3)
    {
        // A reduced number has tight digits: plus half, each is in [0, 2^52], and only 2^52
        // itself carries.
        var mask = Vector512.Create(Mask);
        var half = Vector512.Create(Half);
        var i0 = Integer(value, 0) + half;
        var i1 = Integer(value, 1) + half + (i0 >> Width);
        var i2 = Integer(value, 2) + half + (i1 >> Width);
        var i3 = Integer(value, 3) + half + (i2 >> Width);

        // |v| <= m/2 leaves digit 4 below 2^45 in size: with 2^47 added, the digit is
        // positive and has 48 bits.
        var i4 = Integer(value, 4) + Vector512.Create(PackedTopHalf) + (i3 >> Width);
        Join(i0 & mask, i1 & mask, i2 & mask, i3 & mask, i4, out w0, out w1, out w2, out w3);
    }
}
