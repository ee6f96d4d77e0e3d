using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>
/// Products, each with a single reduction. All digits of the factors are converted before the first product: the conversion of a lane alone would
/// delay its product, and a processor does not look far enough ahead to have started the next lane.
/// </content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void Multiply(double* result, double* left, double* right) => MultiplyOnce<LaneProduct>(result, left, right);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyByScalar(double* result, double* left, double* scalar)
    {
        var digits = stackalloc double[Lanes * LaneProduct.Digits];
        var integers = stackalloc long[Lanes * LaneProduct.Digits];
        Load(digits, integers, LaneProduct.Digits, left);

        // A step of 0 repeats the scalar for every lane.
        Load(digits + Digits, integers + Digits, LaneProduct.Digits, scalar, 0);
        for (var i = 0; i < Length; i += Digits, digits += LaneProduct.Digits, integers += LaneProduct.Digits)
        {
            Reduce<LaneProduct>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplySubtract(double* result, double* left, double* right, double* subtrahend) =>
        MultiplyOnceSubtract<LaneProduct>(result, left, right, subtrahend);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplySum(double* result, double* a, double* b, double* c, double* d) =>
        MultiplyPair<LaneProductSum>(result, a, b, c, d);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyDifference(double* result, double* a, double* b, double* c, double* d) =>
        MultiplyPair<LaneProductDifference>(result, a, b, c, d);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyTwice(double* result, double* a, double* b) => MultiplyOnce<LaneProductTwice>(result, a, b);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyTwiceSubtract(double* result, double* a, double* b, double* subtrahend) =>
        MultiplyOnceSubtract<LaneProductTwice>(result, a, b, subtrahend);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplySumSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract<LaneProductSum>(result, a, b, c, d, subtrahend);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyDifferenceSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract<LaneProductDifference>(result, a, b, c, d, subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyOnce<TProducts>(double* result, double* a, double* b)
        where TProducts : struct, ILaneProducts
    {
        var digits = stackalloc double[Lanes * LaneProduct.Digits];
        var integers = stackalloc long[Lanes * LaneProduct.Digits];

        // Ten digits per lane, a and then b, as doubles and as integers.
        Load(digits, integers, LaneProduct.Digits, a);
        Load(digits + Digits, integers + Digits, LaneProduct.Digits, b);
        for (var i = 0; i < Length; i += Digits, digits += LaneProduct.Digits, integers += LaneProduct.Digits)
        {
            Reduce<TProducts>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);

            // |T| <= 16·m² gives |v| < 1.7·m: tight digits after the carries, and no
            // further reduction for a product.
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyOnceSubtract<TProducts>(double* result, double* a, double* b, double* subtrahend)
        where TProducts : struct, ILaneProducts
    {
        var digits = stackalloc double[Lanes * LaneProduct.Digits];
        var integers = stackalloc long[Lanes * LaneProduct.Digits];
        Load(digits, integers, LaneProduct.Digits, a);
        Load(digits + Digits, integers + Digits, LaneProduct.Digits, b);
        for (var i = 0; i < Length; i += Digits, digits += LaneProduct.Digits, integers += LaneProduct.Digits)
        {
            Reduce<TProducts>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);

            // |v| < 1.7·m and |c| <= 1.3·m: below 3·m.
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyPair<TProducts>(double* result, double* a, double* b, double* c, double* d)
        where TProducts : struct, ILaneProducts
    {
        // Two products share a single reduction: |T| <= 2.6·m² adds only 0.04·m to the
        // 1.5·m of the reduction.
        var digits = stackalloc double[Lanes * LaneProductSum.Digits];
        var integers = stackalloc long[Lanes * LaneProductSum.Digits];
        LoadPairs(digits, integers, a, b, c, d);
        for (var i = 0; i < Length; i += Digits, digits += LaneProductSum.Digits, integers += LaneProductSum.Digits)
        {
            Reduce<TProducts>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyPairSubtract<TProducts>(double* result, double* a, double* b, double* c, double* d, double* subtrahend)
        where TProducts : struct, ILaneProducts
    {
        var digits = stackalloc double[Lanes * LaneProductSum.Digits];
        var integers = stackalloc long[Lanes * LaneProductSum.Digits];

        // At most 1.6·m minus 1.3·m: below 3·m, so a single quotient brings the difference
        // to least size.
        LoadPairs(digits, integers, a, b, c, d);
        for (var i = 0; i < Length; i += Digits, digits += LaneProductSum.Digits, integers += LaneProductSum.Digits)
        {
            Reduce<TProducts>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadPairs(double* digits, long* integers, double* a, double* b, double* c, double* d)
    {
        // The order a, b, c, d of LaneProductSum and LaneProductDifference.
        Load(digits, integers, LaneProductSum.Digits, a);
        Load(digits + Digits, integers + Digits, LaneProductSum.Digits, b);
        Load(digits + 2 * Digits, integers + 2 * Digits, LaneProductSum.Digits, c);
        Load(digits + 3 * Digits, integers + 3 * Digits, LaneProductSum.Digits, d);
    }

    /// <summary>Takes the digits of a block as factors, with a distance of <paramref name="stride"/> between lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(double* digits, long* integers, int stride, double* value, int step = Digits)
    {
        for (var lane = 0; lane < Lanes; lane++, digits += stride, integers += stride, value += step)
            LoadLane(digits, integers, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadLane(double* digits, long* integers, double* value)
    {
        // All loads precede the stores: as far as the compiler knows, source and
        // destination might overlap.
        double d0 = value[0], d1 = value[1], d2 = value[2], d3 = value[3], d4 = value[4];
        (digits[0], digits[1], digits[2], digits[3], digits[4]) = (d0, d1, d2, d3, d4);
        (integers[0], integers[1], integers[2], integers[3], integers[4]) = (Whole(d0), Whole(d1), Whole(d2), Whole(d3), Whole(d4));
    }
}
