using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products, each with one reduction.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(double* result, double* left, double* right)
    {
        var digits = stackalloc double[LaneProduct.Digits];
        var integers = stackalloc long[LaneProduct.Digits];
        for (var i = 0; i < Length; i += Digits)
        {
            Load(left + i, digits, integers);
            Load(right + i, digits + Digits, integers + Digits);
            Reduce<LaneProduct>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyByScalar(double* result, double* left, double* scalar)
    {
        var digits = stackalloc double[LaneProduct.Digits];
        var integers = stackalloc long[LaneProduct.Digits];
        Load(scalar, digits + Digits, integers + Digits);
        for (var i = 0; i < Length; i += Digits)
        {
            Load(left + i, digits, integers);
            Reduce<LaneProduct>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySubtract(double* result, double* left, double* right, double* subtrahend)
    {
        var digits = stackalloc double[LaneProduct.Digits];
        var integers = stackalloc long[LaneProduct.Digits];
        for (var i = 0; i < Length; i += Digits)
        {
            Load(left + i, digits, integers);
            Load(right + i, digits + Digits, integers + Digits);
            Reduce<LaneProduct>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Square(double* result, double* value)
    {
        var digits = stackalloc double[LaneProduct.Digits];
        var integers = stackalloc long[LaneProduct.Digits];
        for (var i = 0; i < Length; i += Digits)
        {
            LoadTwice(value + i, digits, integers);
            Reduce<LaneSquare>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SquareSubtract(double* result, double* value, double* subtrahend)
    {
        var digits = stackalloc double[LaneProduct.Digits];
        var integers = stackalloc long[LaneProduct.Digits];
        for (var i = 0; i < Length; i += Digits)
        {
            LoadTwice(value + i, digits, integers);
            Reduce<LaneSquare>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySum(double* result, double* a, double* b, double* c, double* d) =>
        MultiplyPair(result, a, b, c, d, opposite: false);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyDifference(double* result, double* a, double* b, double* c, double* d) =>
        MultiplyPair(result, a, b, c, d, opposite: true);

    public static void MultiplySumSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, opposite: false, subtrahend);

    public static void MultiplyDifferenceSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, opposite: true, subtrahend);

    /// <summary>ab + cd - e, or ab + c(-d) - e.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPairSubtract(double* result, double* a, double* b, double* c, double* d, bool opposite, double* subtrahend)
    {
        var digits = stackalloc double[LaneProductSum.Digits];
        var integers = stackalloc long[LaneProductSum.Digits];
        for (var i = 0; i < Length; i += Digits)
        {
            LoadPair(a + i, b + i, c + i, d + i, opposite, digits, integers);
            Reduce<LaneProductSum>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    /// <summary>ab + cd, or ab + c(-d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyPair(double* result, double* a, double* b, double* c, double* d, bool opposite)
    {
        var digits = stackalloc double[LaneProductSum.Digits];
        var integers = stackalloc long[LaneProductSum.Digits];
        for (var i = 0; i < Length; i += Digits)
        {
            LoadPair(a + i, b + i, c + i, d + i, opposite, digits, integers);
            Reduce<LaneProductSum>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadPair(double* a, double* b, double* c, double* d, bool opposite, double* digits, long* integers)
    {
        Load(a, digits, integers);
        Load(b, digits + Digits, integers + Digits);
        Load(c, digits + 2 * Digits, integers + 2 * Digits);
        Load(d, digits + 3 * Digits, integers + 3 * Digits, opposite);
    }

    /// <summary>Takes a number's digits and their doubles as factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTwice(double* value, double* digits, long* integers)
    {
        Load(value, digits, integers);
        double d0 = 2 * value[0], d1 = 2 * value[1], d2 = 2 * value[2], d3 = 2 * value[3];
        (digits[Digits], digits[Digits + 1], digits[Digits + 2], digits[Digits + 3]) = (d0, d1, d2, d3);
        (integers[Digits], integers[Digits + 1], integers[Digits + 2], integers[Digits + 3]) = ((long)d0, (long)d1, (long)d2, (long)d3);
    }
}
