using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products: what their digits contribute to the columns, and one reduction.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(double* result, double* left, double* right)
    {
        MultiplyHalf(result, left, right);
        MultiplyHalf(result + HalfLength, left + HalfLength, right + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplySubtract(double* result, double* left, double* right, double* subtrahend)
    {
        MultiplySubtractHalf(result, left, right, subtrahend);
        MultiplySubtractHalf(result + HalfLength, left + HalfLength, right + HalfLength, subtrahend + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyByScalar(double* result, double* left, double* scalar)
    {
        MultiplyByScalarHalf(result, left, scalar);
        MultiplyByScalarHalf(result + HalfLength, left + HalfLength, scalar);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square(double* result, double* value)
    {
        SquareHalf(result, value);
        SquareHalf(result + HalfLength, value + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SquareSubtract(double* result, double* value, double* subtrahend)
    {
        SquareSubtractHalf(result, value, subtrahend);
        SquareSubtractHalf(result + HalfLength, value + HalfLength, subtrahend + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplySum(double* result, double* a, double* b, double* c, double* d)
    {
        MultiplySumHalf(result, a, b, c, d);
        MultiplySumHalf(result + HalfLength, a + HalfLength, b + HalfLength, c + HalfLength, d + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyDifference(double* result, double* a, double* b, double* c, double* d)
    {
        MultiplyDifferenceHalf(result, a, b, c, d);
        MultiplyDifferenceHalf(result + HalfLength, a + HalfLength, b + HalfLength, c + HalfLength, d + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplySumSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, 0.0, subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyDifferenceSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, -0.0, subtrahend);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyHalf(double* result, double* left, double* right)
    {
        StartProducts(left, right, 1, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7,
            out var t8, out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplySubtractHalf(double* result, double* left, double* right, double* subtrahend)
    {
        StartProducts(left, right, 1, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7,
            out var t8, out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyByScalarHalf(double* result, double* left, double* scalar)
    {
        StartScalarProducts(left, scalar, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7,
            out var t8, out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SquareHalf(double* result, double* value)
    {
        StartSquares(value, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SquareSubtractHalf(double* result, double* value, double* subtrahend)
    {
        StartSquares(value, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplySumHalf(double* result, double* a, double* b, double* c, double* d)
    {
        StartProducts(a, b, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddProducts(c, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreLeast(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyDifferenceHalf(double* result, double* a, double* b, double* c, double* d)
    {
        StartProducts(a, b, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddSignedProducts(c, d, Vector256.Create(-0.0), ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreLeast(result, t5, t6, t7, t8, t9);
    }

    private static void MultiplyPairSubtract(double* result, double* a, double* b, double* c, double* d, double sign, double* subtrahend)
    {
        MultiplyPairSubtractHalf(result, a, b, c, d, sign, subtrahend);
        MultiplyPairSubtractHalf(
            result + HalfLength, a + HalfLength, b + HalfLength, c + HalfLength, d + HalfLength, sign, subtrahend + HalfLength);
    }

    /// <summary>ab ± cd - e, for both: every kernel costs time to compile.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPairSubtractHalf(
        double* result, double* a, double* b, double* c, double* d, double sign, double* subtrahend)
    {
        StartProducts(a, b, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddSignedProducts(c, d, Vector256.Create(sign), ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    /// <summary>The products of two numbers' digits, in columns that have room for so many such sets and a reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartProducts(
        double* left, double* right, int times,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        var b0 = Digit(right, 0);
        var b1 = Digit(right, 1);
        var b2 = Digit(right, 2);
        var b3 = Digit(right, 3);
        var b4 = Digit(right, 4);
        t0 = Start(Bias, 1 * times, 0);
        t1 = Start(CarriedBias, 2 * times, 1 * times);
        t2 = Start(CarriedBias, 3 * times, 2 * times);
        t3 = Start(CarriedBias, 4 * times + 3, 3 * times);
        t4 = Start(StepBias, 5 * times + 4, 4 * times + 4);
        t5 = Start(StepBias, 4 * times + 5, 5 * times + 5);
        AddRow(Digit(left, 0), b0, b1, b2, b3, b4, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        t6 = Start(CarriedBias, 3 * times + 5, 4 * times + 5);
        AddRow(Digit(left, 1), b0, b1, b2, b3, b4, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6);
        t7 = Start(CarriedBias, 2 * times + 5, 3 * times + 5);
        AddRow(Digit(left, 2), b0, b1, b2, b3, b4, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7);
        t8 = Start(CarriedBias, 1 * times + 1, 2 * times + 5);
        AddRow(Digit(left, 3), b0, b1, b2, b3, b4, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        t9 = Start(TopBias, 0, 1 * times + 1);
        AddRow(Digit(left, 4), b0, b1, b2, b3, b4, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartScalarProducts(
        double* left, double* scalar,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        var b0 = Vector256.Create(scalar[0]);
        var b1 = Vector256.Create(scalar[1]);
        var b2 = Vector256.Create(scalar[2]);
        var b3 = Vector256.Create(scalar[3]);
        var b4 = Vector256.Create(scalar[4]);
        t0 = Start(Bias, 1, 0);
        t1 = Start(CarriedBias, 2, 1);
        t2 = Start(CarriedBias, 3, 2);
        t3 = Start(CarriedBias, 4 + 3, 3);
        t4 = Start(StepBias, 5 + 4, 4 + 4);
        t5 = Start(StepBias, 4 + 5, 5 + 5);
        AddRow(Digit(left, 0), b0, b1, b2, b3, b4, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        t6 = Start(CarriedBias, 3 + 5, 4 + 5);
        AddRow(Digit(left, 1), b0, b1, b2, b3, b4, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6);
        t7 = Start(CarriedBias, 2 + 5, 3 + 5);
        AddRow(Digit(left, 2), b0, b1, b2, b3, b4, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7);
        t8 = Start(CarriedBias, 1 + 1, 2 + 5);
        AddRow(Digit(left, 3), b0, b1, b2, b3, b4, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        t9 = Start(TopBias, 0, 1 + 1);
        AddRow(Digit(left, 4), b0, b1, b2, b3, b4, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(
        double* left, double* right,
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5, ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8, ref Vector256<long> t9)
    {
        var b0 = Digit(right, 0);
        var b1 = Digit(right, 1);
        var b2 = Digit(right, 2);
        var b3 = Digit(right, 3);
        var b4 = Digit(right, 4);
        AddRow(Digit(left, 0), b0, b1, b2, b3, b4, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        AddRow(Digit(left, 1), b0, b1, b2, b3, b4, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6);
        AddRow(Digit(left, 2), b0, b1, b2, b3, b4, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7);
        AddRow(Digit(left, 3), b0, b1, b2, b3, b4, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        AddRow(Digit(left, 4), b0, b1, b2, b3, b4, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSignedProducts(
        double* left, double* right, Vector256<double> sign,
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5, ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8, ref Vector256<long> t9)
    {
        var b0 = Digit(right, 0) ^ sign;
        var b1 = Digit(right, 1) ^ sign;
        var b2 = Digit(right, 2) ^ sign;
        var b3 = Digit(right, 3) ^ sign;
        var b4 = Digit(right, 4) ^ sign;
        AddRow(Digit(left, 0), b0, b1, b2, b3, b4, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        AddRow(Digit(left, 1), b0, b1, b2, b3, b4, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6);
        AddRow(Digit(left, 2), b0, b1, b2, b3, b4, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7);
        AddRow(Digit(left, 3), b0, b1, b2, b3, b4, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        AddRow(Digit(left, 4), b0, b1, b2, b3, b4, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
    }

    /// <summary>15 products for 25: those of two different digits are made once, of twice the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartSquares(
        double* value,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        var a0 = Digit(value, 0);
        var a1 = Digit(value, 1);
        var a2 = Digit(value, 2);
        var a3 = Digit(value, 3);
        var a4 = Digit(value, 4);
        t0 = Start(Bias, 1, 0);
        t1 = Start(CarriedBias, 1, 1);
        AddProduct(a0, a0, ref t0, ref t1);
        var d0 = a0 + a0;
        t2 = Start(CarriedBias, 2, 1);
        AddProduct(d0, a1, ref t1, ref t2);
        t3 = Start(CarriedBias, 2 + 3, 2);
        AddProduct(d0, a2, ref t2, ref t3);
        t4 = Start(StepBias, 3 + 4, 2 + 4);
        AddProduct(d0, a3, ref t3, ref t4);
        t5 = Start(StepBias, 2 + 5, 3 + 5);
        AddProduct(d0, a4, ref t4, ref t5);
        var d1 = a1 + a1;
        AddProduct(a1, a1, ref t2, ref t3);
        AddProduct(d1, a2, ref t3, ref t4);
        AddProduct(d1, a3, ref t4, ref t5);
        t6 = Start(CarriedBias, 2 + 5, 2 + 5);
        AddProduct(d1, a4, ref t5, ref t6);
        var d2 = a2 + a2;
        AddProduct(a2, a2, ref t4, ref t5);
        AddProduct(d2, a3, ref t5, ref t6);
        t7 = Start(CarriedBias, 1 + 5, 2 + 5);
        AddProduct(d2, a4, ref t6, ref t7);
        AddProduct(a3, a3, ref t6, ref t7);
        t8 = Start(CarriedBias, 1 + 1, 1 + 5);
        AddProduct(a3 + a3, a4, ref t7, ref t8);
        t9 = Start(TopBias, 0, 1 + 1);
        AddProduct(a4, a4, ref t8, ref t9);
    }
}
