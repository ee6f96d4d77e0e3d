using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums without products, and reduction to the least size.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double* result, double* left, double* right)
    {
        (Digit(left, 0) + Digit(right, 0)).Store(result);
        (Digit(left, 1) + Digit(right, 1)).Store(result + Lanes);
        (Digit(left, 2) + Digit(right, 2)).Store(result + 2 * Lanes);
        (Digit(left, 3) + Digit(right, 3)).Store(result + 3 * Lanes);
        (Digit(left, 4) + Digit(right, 4)).Store(result + 4 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(double* result, double* left, double* right)
    {
        (Digit(left, 0) - Digit(right, 0)).Store(result);
        (Digit(left, 1) - Digit(right, 1)).Store(result + Lanes);
        (Digit(left, 2) - Digit(right, 2)).Store(result + 2 * Lanes);
        (Digit(left, 3) - Digit(right, 3)).Store(result + 3 * Lanes);
        (Digit(left, 4) - Digit(right, 4)).Store(result + 4 * Lanes);
    }

    public static void Negate(double* result, double* value, int lanes)
    {
        var sign = Signs(lanes);
        for (var i = 0; i < 5; i++) (Digit(value, i) ^ sign).Store(result + Lanes * i);
    }

    public static void Select(double* result, double* a, double* b, int lanes)
    {
        var chosen = Chosen(lanes);
        for (var i = 0; i < 5; i++) Vector512.ConditionalSelect(chosen, Digit(b, i), Digit(a, i)).Store(result + Lanes * i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Reduce(double* result, double* value) =>
        StoreReduced(result, Digit(value, 0), Digit(value, 1), Digit(value, 2), Digit(value, 3), Digit(value, 4));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddReduced(double* result, double* left, double* right) =>
        StoreReduced(
            result,
            Digit(left, 0) + Digit(right, 0),
            Digit(left, 1) + Digit(right, 1),
            Digit(left, 2) + Digit(right, 2),
            Digit(left, 3) + Digit(right, 3),
            Digit(left, 4) + Digit(right, 4));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SubtractReduced(double* result, double* left, double* right) =>
        StoreReduced(
            result,
            Digit(left, 0) - Digit(right, 0),
            Digit(left, 1) - Digit(right, 1),
            Digit(left, 2) - Digit(right, 2),
            Digit(left, 3) - Digit(right, 3),
            Digit(left, 4) - Digit(right, 4));

    public static int ZeroLanes(double* value)
    {
        var reduced = stackalloc double[IFieldLanes.Length];
        Reduce(reduced, value);
        var bits = Digit(reduced, 0) | Digit(reduced, 1) | Digit(reduced, 2) | Digit(reduced, 3) | Digit(reduced, 4);
        return (int)Vector512.Equals(bits, Vector512<double>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreReduced(
        double* result, Vector512<double> d0, Vector512<double> d1, Vector512<double> d2, Vector512<double> d3, Vector512<double> d4)
    {
        Normalize(d0, d1, d2, d3, d4, out var i0, out var i1, out var i2, out var i3, out var i4);
        StoreNormalized(result, i0, i1, i2, i3, i4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNormalized(
        double* result, Vector512<long> i0, Vector512<long> i1, Vector512<long> i2, Vector512<long> i3, Vector512<long> i4)
    {
        BiasedDigit(i0, DigitOffset).Store(result);
        BiasedDigit(i1, DigitOffset).Store(result + Lanes);
        BiasedDigit(i2, DigitOffset).Store(result + 2 * Lanes);
        BiasedDigit(i3, DigitOffset).Store(result + 3 * Lanes);
        BiasedDigit(i4, PackedTopOffset).Store(result + 4 * Lanes);
    }

    /// <summary>Brings a number to the least size, as digits that half a digit was added to, and 2^47 to the last: all positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize(
        Vector512<double> d0, Vector512<double> d1, Vector512<double> d2, Vector512<double> d3, Vector512<double> d4,
        out Vector512<long> i0, out Vector512<long> i1, out Vector512<long> i2, out Vector512<long> i3, out Vector512<long> i4)
    {
        i0 = Avx512DQ.ConvertToVector512Int64(d0);
        i1 = Avx512DQ.ConvertToVector512Int64(d1);
        i2 = Avx512DQ.ConvertToVector512Int64(d2);
        i3 = Avx512DQ.ConvertToVector512Int64(d3);
        i4 = Avx512DQ.ConvertToVector512Int64(d4);
        Normalize(Quotient(Vector512.FusedMultiplyAdd(d3, Vector512.Create(1 / (double)(1L << Width)), d4)), ref i0, ref i1, ref i2, ref i3, ref i4);
    }

    /// <summary>The same of whole numbers, less so many m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize(
        Vector512<long> quotient,
        ref Vector512<long> i0, ref Vector512<long> i1, ref Vector512<long> i2, ref Vector512<long> i3, ref Vector512<long> i4)
    {
        var mask = Vector512.Create(Mask);
        var half = Vector512.Create(Half);
        i0 += Multiple0(quotient) + half;
        i1 += Multiple1(quotient) + half + (i0 >> Width);
        i2 += Multiple2(quotient) + half + (i1 >> Width);
        i3 += Multiple3(quotient) + half + (i2 >> Width);
        i4 += Multiple4(quotient) + Vector512.Create(PackedTopHalf) + (i3 >> Width);
        i0 &= mask;
        i1 &= mask;
        i2 &= mask;
        i3 &= mask;
    }

    /// <summary>How many m a number is, rounded, in the low bits; from its last digit, fractions included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Quotient(Vector512<double> top) =>
        Vector512.FusedMultiplyAdd(top, Vector512.Create(TDigits.Reciprocal), Vector512.Create(TopOffset)).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Multiple0(Vector512<long> quotient) => Multiple((long)TDigits.Modulus0, quotient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Multiple1(Vector512<long> quotient) => Multiple((long)TDigits.Modulus1, quotient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Multiple2(Vector512<long> quotient) => Multiple((long)TDigits.Modulus2, quotient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Multiple3(Vector512<long> quotient) => Multiple((long)TDigits.Modulus3, quotient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Multiple4(Vector512<long> quotient) => Multiple((long)TDigits.Modulus4, quotient);

    /// <summary>-q times a digit of m, q from -8 to 7: looked up by the four lowest bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Multiple(long digit, Vector512<long> quotient) =>
        Avx512F.PermuteVar8x64x2(
            Vector512.Create(0, -digit, -2 * digit, -3 * digit, -4 * digit, -5 * digit, -6 * digit, -7 * digit),
            quotient,
            Vector512.Create(8 * digit, 7 * digit, 6 * digit, 5 * digit, 4 * digit, 3 * digit, 2 * digit, digit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Integer(double* block, int index) => Avx512DQ.ConvertToVector512Int64(Digit(block, index));

    /// <summary>A digit from its bits, a whole number of at least 0 below 2^52, and what it is too large by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> BiasedDigit(Vector512<long> bits, double offset) =>
        (bits | Vector512.Create(LowBits)).AsDouble() - Vector512.Create(offset);

    /// <summary>The sign bit in the lanes whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Signs(int lanes) => Chosen(lanes) & Vector512.Create(-0.0);

    /// <summary>All bits in the lanes whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Chosen(int lanes)
    {
        var bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create((long)lanes) & bits, bits).AsDouble();
    }
}
