using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums without products, and reduction to least size.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    [MethodImpl(Kernel.Optimized)]
    public static void Add(double* result, double* left, double* right)
    {
        // Tight plus tight is loose, at most 2^52: exact, and without a carry, since a
        // product accepts a loose left factor.
        for (var i = 0; i < Length; i += Lanes)
        {
            result[i] = left[i] + right[i];
            result[i + 1] = left[i + 1] + right[i + 1];
            result[i + 2] = left[i + 2] + right[i + 2];
            result[i + 3] = left[i + 3] + right[i + 3];
            result[i + 4] = left[i + 4] + right[i + 4];
            result[i + 5] = left[i + 5] + right[i + 5];
            result[i + 6] = left[i + 6] + right[i + 6];
            result[i + 7] = left[i + 7] + right[i + 7];
        }
    }

    [MethodImpl(Kernel.Optimized)]
    public static void Subtract(double* result, double* left, double* right)
    {
        // Digit ranges are symmetric, so the bounds are those of a sum.
        for (var i = 0; i < Length; i += Lanes)
        {
            result[i] = left[i] - right[i];
            result[i + 1] = left[i + 1] - right[i + 1];
            result[i + 2] = left[i + 2] - right[i + 2];
            result[i + 3] = left[i + 3] - right[i + 3];
            result[i + 4] = left[i + 4] - right[i + 4];
            result[i + 5] = left[i + 5] - right[i + 5];
            result[i + 6] = left[i + 6] - right[i + 6];
            result[i + 7] = left[i + 7] - right[i + 7];
        }
    }

    public static void Negate(double* result, double* value, int lanes)
    {
        for (var lane = 0; lane < Lanes; lane++, result += Digits, value += Digits)
        {
            // A change of sign is exact and keeps all bounds, because digit ranges are
            // symmetric.
            var sign = 1 - 2 * ((lanes >> lane) & 1);
            for (var k = 0; k < Digits; k++) result[k] = sign * value[k];
        }
    }

    public static void Select(double* result, double* a, double* b, int lanes)
    {
        for (var lane = 0; lane < Lanes; lane++, result += Digits, a += Digits, b += Digits)
        {
            // Without vectors a lane is copied as a whole, instead of a masked combination
            // of both.
            var from = ((lanes >> lane) & 1) != 0 ? b : a;
            for (var k = 0; k < Digits; k++) result[k] = from[k];
        }
    }

    [MethodImpl(Kernel.Optimized)]
    public static void Reduce(double* result, double* value)
    {
        for (var i = 0; i < Length; i += Digits)
            StoreReduced(result + i, value[i], value[i + 1], value[i + 2], value[i + 3], value[i + 4]);
    }

    [MethodImpl(Kernel.Optimized)]
    public static void AddReduced(double* result, double* left, double* right)
    {
        // Loose plus loose is at most 2^53, exact in a double.
        for (var i = 0; i < Length; i += Digits)
        {
            StoreReduced(
                result + i, left[i] + right[i], left[i + 1] + right[i + 1], left[i + 2] + right[i + 2], left[i + 3] + right[i + 3],
                left[i + 4] + right[i + 4]);
        }
    }

    [MethodImpl(Kernel.Optimized)]
    public static void SubtractReduced(double* result, double* left, double* right)
    {
        // As for a sum: at most 2^53.
        for (var i = 0; i < Length; i += Digits)
        {
            StoreReduced(
                result + i, left[i] - right[i], left[i + 1] - right[i + 1], left[i + 2] - right[i + 2], left[i + 3] - right[i + 3],
                left[i + 4] - right[i + 4]);
        }
    }

    public static int ZeroLanes(double* value)
    {
        // Multiples of m become five zero digits at least size, so zero is recognised
        // although other elements have several forms.
        var reduced = stackalloc double[Length];
        Reduce(reduced, value);
        var lanes = 0;
        for (var lane = 0; lane < Lanes; lane++, reduced += Digits)
            if (reduced[0] == 0 && reduced[1] == 0 && reduced[2] == 0 && reduced[3] == 0 && reduced[4] == 0) lanes |= 1 << lane;
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreReduced(double* result, double d0, double d1, double d2, double d3, double d4) =>
        // Digits 4 and 3 of a number of up to 18.5·m determine v/m to within 2^-40.
        StoreReduced(result, Quotient(d4 + d3 / (1L << Width)), Whole(d0), Whole(d1), Whole(d2), Whole(d3), Whole(d4));

    /// <summary>Digits minus a multiple of m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreReduced(double* result, long quotient, long i0, long i1, long i2, long i3, long i4) =>
        // StoreDigits expects columns with half a digit added.
        StoreDigits(
            result,
            i0 - quotient * (long)TDigits.Modulus0 + Half,
            i1 - quotient * (long)TDigits.Modulus1 + Half,
            i2 - quotient * (long)TDigits.Modulus2 + Half,
            i3 - quotient * (long)TDigits.Modulus3 + Half,
            i4 - quotient * (long)TDigits.Modulus4);

    /// <summary>
    /// A digit as an integer, by the processor's own conversion: the cast of C# takes seven instructions, to saturate numbers outside the range of long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Whole(double digit) => double.ConvertToIntegerNative<long>(digit);

    /// <summary>v/m rounded to an integer, from the last digit with its fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]

    // Adding 1.5·2^52 rounds to an integer, which the low bits of the double hold.
    private static long Quotient(double top) => BitConverter.DoubleToInt64Bits(top * TDigits.Reciprocal + Rounding) - RoundingBits;
}
