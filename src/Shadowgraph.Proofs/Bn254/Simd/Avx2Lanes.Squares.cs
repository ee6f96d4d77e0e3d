using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Squares, and sums and differences of two: 15 products of digits instead of 25 for each.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    public static void SquareSubtract(double* result, double* value, double* first, double* second)
    {
        var memory = stackalloc double[IFieldLanes.Length + BlockAlignment.Slack];
        var sum = BlockAlignment.Align(memory);
        Add(sum, first, second);
        SquareSubtract(result, value, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square(double* result, double* value)
    {
        SquareHalf(result, value);
        SquareHalf(result + HalfLength, value + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SquareSubtract(double* result, double* value, double* subtrahend)
    {
        SquareSubtractHalf(result, value, subtrahend);
        SquareSubtractHalf(result + HalfLength, value + HalfLength, subtrahend + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SquareSum(double* result, double* a, double* b) => SquarePair(result, a, b, 0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SquareDifference(double* result, double* a, double* b) => SquarePair(result, a, b, -0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SquareDifferenceSubtract(double* result, double* a, double* b, double* subtrahend)
    {
        SquareDifferenceSubtractHalf(result, a, b, subtrahend);
        SquareDifferenceSubtractHalf(result + HalfLength, a + HalfLength, b + HalfLength, subtrahend + HalfLength);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void SquareHalf(double* result, double* value)
    {
        // |a| <= m gives |T| <= m², within 1.3·m²: a product may be squared without a
        // reduction.
        StartSquares(value, 1, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void SquareSubtractHalf(double* result, double* value, double* subtrahend)
    {
        // Bounds as in SquareHalf; v - c is at most 2.3·m.
        StartSquares(value, 1, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    private static void SquarePair(double* result, double* a, double* b, double sign)
    {
        SquarePairHalf(result, a, b, sign);
        SquarePairHalf(result + HalfLength, a + HalfLength, b + HalfLength, sign);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void SquarePairHalf(double* result, double* a, double* b, double sign)
    {
        // |T| <= 2·m² leaves up to 1.3·m: brought to least size.
        StartSquares(a, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddSquares(b, Vector256.Create(sign), ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreLeast(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void SquareDifferenceSubtractHalf(double* result, double* a, double* b, double* subtrahend)
    {
        // |T| <= m², and |c| <= 1.3·m: |q| <= 2.
        StartSquares(a, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddSquares(b, Vector256.Create(-0.0), ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    /// <summary>
    /// 15 products instead of 25, in columns with room for a number of such sets and a reduction: products of two different digits are made once, with the
    /// first digit doubled.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartSquares(
        double* value, int times,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        // A doubled tight digit is loose, and the other factor is tight: |2a·b| <= 2^101,
        // as for any product.
        var a0 = Digit(value, 0);
        var a1 = Digit(value, 1);
        var a2 = Digit(value, 2);
        var a3 = Digit(value, 3);
        var a4 = Digit(value, 4);

        // Column k has k/2 + 1 products, rounded down, for k <= 4, instead of k + 1: fewer
        // halves to account for.
        t0 = Start(Bias, 1 * times, 0);
        t1 = Start(CarriedBias, 1 * times, 1 * times);
        AddProduct(a0, a0, ref t0, ref t1);
        var d0 = a0 + a0;
        t2 = Start(CarriedBias, 2 * times, 1 * times);
        AddProduct(d0, a1, ref t1, ref t2);
        t3 = Start(CarriedBias, 2 * times + 3, 2 * times);
        AddProduct(d0, a2, ref t2, ref t3);
        t4 = Start(StepBias, 3 * times + 4, 2 * times + 4);
        AddProduct(d0, a3, ref t3, ref t4);
        t5 = Start(StepBias, 2 * times + 5, 3 * times + 5);
        AddProduct(d0, a4, ref t4, ref t5);
        var d1 = a1 + a1;
        AddProduct(a1, a1, ref t2, ref t3);
        AddProduct(d1, a2, ref t3, ref t4);
        AddProduct(d1, a3, ref t4, ref t5);
        t6 = Start(CarriedBias, 2 * times + 5, 2 * times + 5);
        AddProduct(d1, a4, ref t5, ref t6);
        var d2 = a2 + a2;
        AddProduct(a2, a2, ref t4, ref t5);
        AddProduct(d2, a3, ref t5, ref t6);
        t7 = Start(CarriedBias, 1 * times + 5, 2 * times + 5);
        AddProduct(d2, a4, ref t6, ref t7);
        AddProduct(a3, a3, ref t6, ref t7);
        t8 = Start(CarriedBias, 1 * times + 1, 1 * times + 5);
        AddProduct(a3 + a3, a4, ref t7, ref t8);
        t9 = Start(TopBias, 0, 1 * times + 1);
        AddProduct(a4, a4, ref t8, ref t9);
    }

    /// <summary>Adds or subtracts a square, in columns that were started with room for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquares(
        double* value, Vector256<double> sign,
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5, ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8, ref Vector256<long> t9)
    {
        var a0 = Digit(value, 0);
        var a1 = Digit(value, 1);
        var a2 = Digit(value, 2);
        var a3 = Digit(value, 3);
        var a4 = Digit(value, 4);
        var signed = a0 ^ sign;
        var twice = signed + signed;
        AddProduct(signed, a0, ref t0, ref t1);
        AddProduct(twice, a1, ref t1, ref t2);
        AddProduct(twice, a2, ref t2, ref t3);
        AddProduct(twice, a3, ref t3, ref t4);
        AddProduct(twice, a4, ref t4, ref t5);
        signed = a1 ^ sign;
        twice = signed + signed;
        AddProduct(signed, a1, ref t2, ref t3);
        AddProduct(twice, a2, ref t3, ref t4);
        AddProduct(twice, a3, ref t4, ref t5);
        AddProduct(twice, a4, ref t5, ref t6);
        signed = a2 ^ sign;
        twice = signed + signed;
        AddProduct(signed, a2, ref t4, ref t5);
        AddProduct(twice, a3, ref t5, ref t6);
        AddProduct(twice, a4, ref t6, ref t7);
        signed = a3 ^ sign;
        AddProduct(signed, a3, ref t6, ref t7);
        AddProduct(signed + signed, a4, ref t7, ref t8);
        AddProduct(a4 ^ sign, a4, ref t8, ref t9);
    }
}
