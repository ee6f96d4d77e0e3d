using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Operations of the tower over Fp that move data across lanes.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyDifferences(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyMany<LaneProductDifference>(result, left, right, count, subtrahend, crosswise: false);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplySums(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyMany<LaneProductSum>(result, left, right, count, subtrahend, crosswise: true);

    public static void AddNineTimes(double* result, double* a, double* b)
    {
        for (var i = 0; i < Length; i += Digits) StoreNineTimes(result + i, a + i, b + i, 1);
    }

    public static void SubtractNineTimes(double* result, double* a, double* b)
    {
        for (var i = 0; i < Length; i += Digits) StoreNineTimes(result + i, a + i, b + i, -1);
    }

    /// <summary>Sums of aᵢbᵢ - cᵢdᵢ, or crosswise aᵢdᵢ + cᵢbᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyMany<TProducts>(double* result, double* left, double* right, int count, double* subtrahend, bool crosswise)
        where TProducts : struct, ILaneProducts
    {
        var digits = stackalloc double[LaneProductSum.Digits + LaneColumns.Columns];
        var integers = stackalloc long[LaneProductSum.Digits + LaneColumns.Columns];
        double* sums = digits + LaneProductSum.Digits;
        long* wholes = integers + LaneProductSum.Digits;

        // Crosswise, b and d change places: aᵢdᵢ + cᵢbᵢ.
        int second = crosswise ? Length : 0, fourth = Length - second;
        for (var i = 0; i < Length; i += Digits)
        {
            // At most twelve products of reduced numbers, 48·2^102 with the tight digits of
            // a column, and the reduction: no carry is needed before it.
            new Span<double>(sums, LaneColumns.Columns).Clear();
            new Span<long>(wholes, LaneColumns.Columns).Clear();
            for (var j = i; j < 2 * count * Length; j += 2 * Length)
            {
                LoadLane(digits, integers, left + j);
                LoadLane(digits + Digits, integers + Digits, right + second + j);
                LoadLane(digits + 2 * Digits, integers + 2 * Digits, left + Length + j);
                LoadLane(digits + 3 * Digits, integers + 3 * Digits, right + fourth + j);
                AddProducts<TProducts, double>(sums, digits);
                AddProducts<TProducts, long>(wholes, integers);
            }

            Reduce<LaneColumns>(sums, wholes, out var t5, out var t6, out var t7, out var t8, out var t9);

            // |T| <= 3·m², and |v| < 3·m including the subtrahend.
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts<TProducts, T>(T* columns, T* factors)
        where TProducts : struct, ILaneProducts
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        // Columns are summed without the offset; digits are tight, and the rounding errors
        // of doubles end up in ρ.
        columns[0] += TProducts.Column(factors, 0);
        columns[1] += TProducts.Column(factors, 1);
        columns[2] += TProducts.Column(factors, 2);
        columns[3] += TProducts.Column(factors, 3);
        columns[4] += TProducts.Column(factors, 4);
        columns[5] += TProducts.Column(factors, 5);
        columns[6] += TProducts.Column(factors, 6);
        columns[7] += TProducts.Column(factors, 7);
        columns[8] += TProducts.Column(factors, 8);
    }

    /// <summary>Digits of 9a ± b exceed the exact range of doubles and are therefore integers; the quotient needs no exact digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNineTimes(double* result, double* a, double* b, long sign) =>
        // |9a ± b| is little more than 5·m for reduced values; digits are at most 10·2^51,
        // exact as integers.
        StoreReduced(
            result,
            Quotient(9 * a[4] + sign * b[4] + (9 * a[3] + sign * b[3]) / (1L << Width)),
            9 * Whole(a[0]) + sign * Whole(b[0]),
            9 * Whole(a[1]) + sign * Whole(b[1]),
            9 * Whole(a[2]) + sign * Whole(b[2]),
            9 * Whole(a[3]) + sign * Whole(b[3]),
            9 * Whole(a[4]) + sign * Whole(b[4]));
}
