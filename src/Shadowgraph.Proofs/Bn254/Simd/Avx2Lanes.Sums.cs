using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums without products, and reduction to least size.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double* result, double* left, double* right)
    {
        // Tight plus tight is loose, at most 2^51: exact, and without a carry, since a
        // product accepts a loose left factor.
        for (var i = 0; i < IFieldLanes.Length; i += 2 * Lanes)
        {
            Avx.Store(result + i, Avx.LoadVector256(left + i) + Avx.LoadVector256(right + i));
            Avx.Store(result + i + Lanes, Avx.LoadVector256(left + i + Lanes) + Avx.LoadVector256(right + i + Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(double* result, double* left, double* right)
    {
        // Digit ranges are symmetric, so the bounds are those of a sum.
        for (var i = 0; i < IFieldLanes.Length; i += 2 * Lanes)
        {
            Avx.Store(result + i, Avx.LoadVector256(left + i) - Avx.LoadVector256(right + i));
            Avx.Store(result + i + Lanes, Avx.LoadVector256(left + i + Lanes) - Avx.LoadVector256(right + i + Lanes));
        }
    }

    public static void Negate(double* result, double* value, int lanes)
    {
        // Bits 0 to 3 select lanes of the first half, bits 4 to 7 of the second.
        NegateHalf(result, value, Signs(lanes));
        NegateHalf(result + HalfLength, value + HalfLength, Signs(lanes >> Lanes));
    }

    public static void Select(double* result, double* a, double* b, int lanes)
    {
        SelectHalf(result, a, b, Chosen(lanes));
        SelectHalf(result + HalfLength, a + HalfLength, b + HalfLength, Chosen(lanes >> Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reduce(double* result, double* value)
    {
        ReduceHalf(result, value);
        ReduceHalf(result + HalfLength, value + HalfLength);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void ReduceHalf(double* result, double* value) =>
        StoreReduced(result, Digit(value, 0), Digit(value, 1), Digit(value, 2), Digit(value, 3), Digit(value, 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddReduced(double* result, double* left, double* right)
    {
        AddReducedHalf(result, left, right);
        AddReducedHalf(result + HalfLength, left + HalfLength, right + HalfLength);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void AddReducedHalf(double* result, double* left, double* right) =>
        // Loose plus loose is at most 2^52, exact in a double.
        StoreReduced(
            result,
            Digit(left, 0) + Digit(right, 0),
            Digit(left, 1) + Digit(right, 1),
            Digit(left, 2) + Digit(right, 2),
            Digit(left, 3) + Digit(right, 3),
            Digit(left, 4) + Digit(right, 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractReduced(double* result, double* left, double* right)
    {
        SubtractReducedHalf(result, left, right);
        SubtractReducedHalf(result + HalfLength, left + HalfLength, right + HalfLength);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void SubtractReducedHalf(double* result, double* left, double* right) =>
        // As for a sum: at most 2^52.
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
        return ZeroLanesHalf(reduced) | (ZeroLanesHalf(reduced + HalfLength) << Lanes);
    }

    private static void NegateHalf(double* result, double* value, Vector256<double> signs)
    {
        for (var i = 0; i < 5; i++) Avx.Store(result + Lanes * i, Digit(value, i) ^ signs);
    }

    private static void SelectHalf(double* result, double* a, double* b, Vector256<double> chosen)
    {
        for (var i = 0; i < 5; i++) Avx.Store(result + Lanes * i, Vector256.ConditionalSelect(chosen, Digit(b, i), Digit(a, i)));
    }

    private static int ZeroLanesHalf(double* reduced)
    {
        // Digits may be -0.0, which compares equal to 0. A nonzero digit leaves exponent
        // bits in the OR, and the OR never equals 0.
        var bits = Digit(reduced, 0) | Digit(reduced, 1) | Digit(reduced, 2) | Digit(reduced, 3) | Digit(reduced, 4);
        return (int)Vector256.Equals(bits, Vector256<double>.Zero).ExtractMostSignificantBits();
    }

    /// <summary>Subtracts a multiple of m, then carries: adding and subtracting 1.5·2^103 rounds to a multiple of 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreReduced(
        double* result, Vector256<double> d0, Vector256<double> d1, Vector256<double> d2, Vector256<double> d3, Vector256<double> d4)
    {
        var unit = Vector256.Create(1 / (double)(1L << Width));
        var high = Vector256.Create(High);

        // Digits 4 and 3 determine v/m to within 2^-40: digits 0 to 2 are less than 2^-49
        // units of digit 4, and m is about 2^49.6.
        var quotient = Quotient(Vector256.FusedMultiplyAdd(d3, unit, d4));

        // |q| <= 4 and |m_k| <= 2^50: the differences stay within 2^53, so that every
        // multiply-add is exact.
        d0 = Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus0), d0);
        d1 = Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus1), d1);
        d2 = Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus2), d2);
        d3 = Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus3), d3);
        d4 = Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus4), d4);

        // The carry is the digit rounded to a multiple of 2^51, and the rest is at most
        // 2^50 in size: tight.
        var carry = (d0 + high) - high;
        Avx.Store(result, d0 - carry);

        // carry / 2^51 is a small integer. The sum with the next digit is exact.
        d1 = Vector256.FusedMultiplyAdd(carry, unit, d1);
        carry = (d1 + high) - high;
        Avx.Store(result + Lanes, d1 - carry);
        d2 = Vector256.FusedMultiplyAdd(carry, unit, d2);
        carry = (d2 + high) - high;
        Avx.Store(result + 2 * Lanes, d2 - carry);
        d3 = Vector256.FusedMultiplyAdd(carry, unit, d3);
        carry = (d3 + high) - high;
        Avx.Store(result + 3 * Lanes, d3 - carry);

        // At least size no carry leaves digit 4.
        Avx.Store(result + 4 * Lanes, Vector256.FusedMultiplyAdd(carry, unit, d4));
    }

    /// <summary>v/m rounded to an integer, from the last digit with its fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Quotient(Vector256<double> top)
    {
        // Adding 1.5·2^52 rounds the estimate to an integer; subtracting the same number
        // returns q as a double.
        var low = Vector256.Create(Low);
        return Vector256.FusedMultiplyAdd(top, Vector256.Create(TDigits.Reciprocal), low) - low;
    }

    /// <summary>A digit from its bits, an integer from 0 to 2^52 - 1, minus an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> BiasedDigit(Vector256<long> bits, double offset) =>
        // The bits become the fraction of a double in [2^52, 2^53), where the unit is 1:
        // the difference is exact.
        (bits | Vector256.Create(One52Bits)).AsDouble() - Vector256.Create(offset);

    /// <summary>The sign bit in the lanes with a set bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Signs(int lanes) => Chosen(lanes) & Vector256.Create(-0.0);

    /// <summary>All bits in the lanes with a set bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Chosen(int lanes)
    {
        var bits = Vector256.Create(1L, 2, 4, 8);
        return Vector256.Equals(Vector256.Create((long)lanes) & bits, bits).AsDouble();
    }
}
