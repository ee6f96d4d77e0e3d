using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>What an element of the tower over Fp asks for that lies across the lanes.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    public static void MultiplyDifferences(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyMany(result, left, right, count, subtrahend, crosswise: false);

    public static void MultiplySums(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyMany(result, left, right, count, subtrahend, crosswise: true);

    public static void AddNineTimes(double* result, double* a, double* b)
    {
        for (var i = 0; i < Length; i += Digits) StoreNineTimes(result + i, a + i, b + i, 1);
    }

    public static void SubtractNineTimes(double* result, double* a, double* b)
    {
        for (var i = 0; i < Length; i += Digits) StoreNineTimes(result + i, a + i, b + i, -1);
    }

    /// <summary>aᵢbᵢ - cᵢdᵢ, or crosswise aᵢdᵢ + cᵢbᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyMany(double* result, double* left, double* right, int count, double* subtrahend, bool crosswise)
    {
        var digits = stackalloc double[LaneProduct.Digits + LaneColumns.Columns];
        var integers = stackalloc long[LaneProduct.Digits + LaneColumns.Columns];
        double* sums = digits + LaneProduct.Digits;
        long* wholes = integers + LaneProduct.Digits;
        for (var i = 0; i < Length; i += Digits)
        {
            new Span<double>(sums, LaneColumns.Columns).Clear();
            new Span<long>(wholes, LaneColumns.Columns).Clear();
            for (var j = 0; j < 2 * count; j++)
            {
                var other = right + Length * (crosswise ? j ^ 1 : j) + i;
                Load(left + Length * j + i, digits, integers);
                Load(other, digits + Digits, integers + Digits, opposite: !crosswise && (j & 1) != 0);
                AddProduct(digits, sums);
                AddProduct(integers, wholes);
            }

            Reduce<LaneColumns>(sums, wholes, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct<T>(T* factors, T* columns)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        columns[0] += LaneProduct.Column(factors, 0);
        columns[1] += LaneProduct.Column(factors, 1);
        columns[2] += LaneProduct.Column(factors, 2);
        columns[3] += LaneProduct.Column(factors, 3);
        columns[4] += LaneProduct.Column(factors, 4);
        columns[5] += LaneProduct.Column(factors, 5);
        columns[6] += LaneProduct.Column(factors, 6);
        columns[7] += LaneProduct.Column(factors, 7);
        columns[8] += LaneProduct.Column(factors, 8);
    }

    /// <summary>Digits of 9a ± b are too long for doubles to be exact, so they are made as whole numbers; the quotient needs no such care.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNineTimes(double* result, double* a, double* b, long sign) =>
        StoreReduced(
            result,
            Quotient(9 * a[4] + sign * b[4] + (9 * a[3] + sign * b[3]) / (1L << Width)),
            9 * (long)a[0] + sign * (long)b[0],
            9 * (long)a[1] + sign * (long)b[1],
            9 * (long)a[2] + sign * (long)b[2],
            9 * (long)a[3] + sign * (long)b[3],
            9 * (long)a[4] + sign * (long)b[4]);
}
