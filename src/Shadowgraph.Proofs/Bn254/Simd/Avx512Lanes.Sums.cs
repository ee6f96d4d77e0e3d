using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums without products, and reduction to least size.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double* result, double* left, double* right)
    {
        // Tight plus tight is loose, at most 2^52: exact, and without a carry, since a
        // product accepts a loose left factor.
        Avx512F.Store(result, Digit(left, 0) + Digit(right, 0));
        Avx512F.Store(result + Lanes, Digit(left, 1) + Digit(right, 1));
        Avx512F.Store(result + 2 * Lanes, Digit(left, 2) + Digit(right, 2));
        Avx512F.Store(result + 3 * Lanes, Digit(left, 3) + Digit(right, 3));
        Avx512F.Store(result + 4 * Lanes, Digit(left, 4) + Digit(right, 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(double* result, double* left, double* right)
    {
        // Digit ranges are symmetric, so the bounds are those of a sum.
        Avx512F.Store(result, Digit(left, 0) - Digit(right, 0));
        Avx512F.Store(result + Lanes, Digit(left, 1) - Digit(right, 1));
        Avx512F.Store(result + 2 * Lanes, Digit(left, 2) - Digit(right, 2));
        Avx512F.Store(result + 3 * Lanes, Digit(left, 3) - Digit(right, 3));
        Avx512F.Store(result + 4 * Lanes, Digit(left, 4) - Digit(right, 4));
    }

    public static void Negate(double* result, double* value, int lanes)
    {
        // A change of sign is exact and keeps all bounds, because digit ranges are
        // symmetric.
        var sign = Signs(lanes);
        for (var i = 0; i < 5; i++) Avx512F.Store(result + Lanes * i, Digit(value, i) ^ sign);
    }

    public static void Select(double* result, double* a, double* b, int lanes)
    {
        var chosen = Chosen(lanes);
        for (var i = 0; i < 5; i++) Avx512F.Store(result + Lanes * i, Vector512.ConditionalSelect(chosen, Digit(b, i), Digit(a, i)));
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void Reduce(double* result, double* value) =>
        StoreReduced(result, Digit(value, 0), Digit(value, 1), Digit(value, 2), Digit(value, 3), Digit(value, 4));

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void AddReduced(double* result, double* left, double* right) =>
        // Loose plus loose is at most 2^53, exact in a double.
        StoreReduced(
            result,
            Digit(left, 0) + Digit(right, 0),
            Digit(left, 1) + Digit(right, 1),
            Digit(left, 2) + Digit(right, 2),
            Digit(left, 3) + Digit(right, 3),
            Digit(left, 4) + Digit(right, 4));

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SubtractReduced(double* result, double* left, double* right) =>
        // As for a sum: at most 2^53.
        StoreReduced(
            result,
            Digit(left, 0) - Digit(right, 0),
            Digit(left, 1) - Digit(right, 1),
            Digit(left, 2) - Digit(right, 2),
            Digit(left, 3) - Digit(right, 3),
            Digit(left, 4) - Digit(right, 4));

    public static int ZeroLanes(double* value)
    {
        // Multiples of m become five zero digits at least size, so zero is recognised
        // although other elements have several forms.
        var reduced = stackalloc double[IFieldLanes.Length];
        Reduce(reduced, value);

        // Digits may be -0.0, which compares equal to 0. A nonzero digit leaves exponent
        // bits in the OR, and the OR never equals 0.
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
        // Digits 0 to 3 are half a digit too large, digit 4 by 2^47.
        Avx512F.Store(result, BiasedDigit(i0, DigitOffset));
        Avx512F.Store(result + Lanes, BiasedDigit(i1, DigitOffset));
        Avx512F.Store(result + 2 * Lanes, BiasedDigit(i2, DigitOffset));
        Avx512F.Store(result + 3 * Lanes, BiasedDigit(i3, DigitOffset));
        Avx512F.Store(result + 4 * Lanes, BiasedDigit(i4, PackedTopOffset));
    }

    /// <summary>Brings a number to least size, as unsigned digits: half a digit is added to each, and 2^47 to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize(
        Vector512<double> d0, Vector512<double> d1, Vector512<double> d2, Vector512<double> d3, Vector512<double> d4,
        out Vector512<long> i0, out Vector512<long> i1, out Vector512<long> i2, out Vector512<long> i3, out Vector512<long> i4)
    {
        // Integers, because a digit of 2^53 and 19·2^51 exceed the range in which doubles
        // are exact.
        i0 = Avx512DQ.ConvertToVector512Int64(d0);
        i1 = Avx512DQ.ConvertToVector512Int64(d1);
        i2 = Avx512DQ.ConvertToVector512Int64(d2);
        i3 = Avx512DQ.ConvertToVector512Int64(d3);
        i4 = Avx512DQ.ConvertToVector512Int64(d4);

        // Digits 4 and 3 determine v/m to within 2^-40.
        Normalize(Quotient(Vector512.FusedMultiplyAdd(d3, Vector512.Create(1 / (double)(1L << Width)), d4)), ref i0, ref i1, ref i2, ref i3, ref i4);
    }

    /// <summary>The same for integers, minus a multiple of m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize(
        Vector512<long> quotient,
        ref Vector512<long> i0, ref Vector512<long> i1, ref Vector512<long> i2, ref Vector512<long> i3, ref Vector512<long> i4)
    {
        var mask = Vector512.Create(Mask);

        // 2^53, 19·2^51, half a digit and a carry are below 2^56. With half a digit added,
        // the arithmetic shift rounds to nearest.
        i0 += MultiplePlus((long)TDigits.Modulus0, quotient, Half);
        i1 += MultiplePlus((long)TDigits.Modulus1, quotient, Half) + (i0 >> Width);
        i2 += MultiplePlus((long)TDigits.Modulus2, quotient, Half) + (i1 >> Width);
        i3 += MultiplePlus((long)TDigits.Modulus3, quotient, Half) + (i2 >> Width);
        i4 += MultiplePlus((long)TDigits.Modulus4, quotient, PackedTopHalf) + (i3 >> Width);

        // Without their carries, the low digits are unsigned digits of 52 bits.
        i0 &= mask;
        i1 &= mask;
        i2 &= mask;
        i3 &= mask;
    }

    /// <summary>-q times a digit of m, for any q, plus a constant: modulo 2^64, where the bits of the quotient's double are TopBits plus q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> MultiplePlus(long digit, Vector512<long> quotient, long constant) =>
        Avx512DQ.MultiplyLow(quotient, Vector512.Create(-digit)) + Vector512.Create(unchecked(constant + TopBits * digit));

    /// <summary>v/m rounded to an integer in the low bits, from the last digit with its fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Quotient(Vector512<double> top) =>
        // Adding 1.5·2^52 rounds to an integer, which the low bits of the double hold in
        // two's complement.
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

    /// <summary>-q times a digit of m, for q from -8 to 7: a table indexed by the four lowest bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Multiple(long digit, Vector512<long> quotient) =>
        // In two's complement q = 0 to 7 select entries 0 to 7, and q = -8 to -1 entries 8
        // to 15. Cheaper than a multiplication.
        Avx512F.PermuteVar8x64x2(
            Vector512.Create(0, -digit, -2 * digit, -3 * digit, -4 * digit, -5 * digit, -6 * digit, -7 * digit),
            quotient,
            Vector512.Create(8 * digit, 7 * digit, 6 * digit, 5 * digit, 4 * digit, 3 * digit, 2 * digit, digit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Integer(double* block, int index) => Avx512DQ.ConvertToVector512Int64(Digit(block, index));

    /// <summary>A digit from its bits, an integer from 0 to 2^52 - 1, minus an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> BiasedDigit(Vector512<long> bits, double offset) =>
        // The bits become the fraction of a double in [2^52, 2^53), where the unit is 1:
        // the difference is exact.
        (bits | Vector512.Create(LowBits)).AsDouble() - Vector512.Create(offset);

    /// <summary>The sign bit in the lanes with a set bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Signs(int lanes) => Chosen(lanes) & Vector512.Create(-0.0);

    /// <summary>All bits in the lanes with a set bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Chosen(int lanes)
    {
        var bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create((long)lanes) & bits, bits).AsDouble();
    }
}
