using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products: what their digits contribute to the columns, and one reduction.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(double* result, double* left, double* right)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(right, out var b0, out var b1, out var b2, out var b3, out var b4);
        Reduce(left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySubtract(double* result, double* left, double* right, double* subtrahend)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(right, out var b0, out var b1, out var b2, out var b3, out var b4);
        Reduce(left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyByScalar(double* result, double* left, double* scalar)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        var b0 = FactorOf(Vector512.Create(scalar[0]));
        var b1 = FactorOf(Vector512.Create(scalar[1]));
        var b2 = FactorOf(Vector512.Create(scalar[2]));
        var b3 = FactorOf(Vector512.Create(scalar[3]));
        var b4 = FactorOf(Vector512.Create(scalar[4]));
        Reduce(left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Square(double* result, double* value)
    {
        ReduceSquare(value, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SquareSubtract(double* result, double* value, double* subtrahend)
    {
        ReduceSquare(value, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySum(double* result, double* a, double* b, double* c, double* d)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(d, out var b0, out var b1, out var b2, out var b3, out var b4);
        AddRows(c, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        LoadFactors(b, out b0, out b1, out b2, out b3, out b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyDifference(double* result, double* a, double* b, double* c, double* d)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(d, Vector512.Create(-0.0), out var b0, out var b1, out var b2, out var b3, out var b4);
        AddRows(c, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        LoadFactors(b, out b0, out b1, out b2, out b3, out b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    public static void MultiplySumSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, 0.0, subtrahend);

    public static void MultiplyDifferenceSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, -0.0, subtrahend);

    /// <summary>ab ± cd - e, for both: every kernel costs time to compile.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPairSubtract(double* result, double* a, double* b, double* c, double* d, double sign, double* subtrahend)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(d, Vector512.Create(sign), out var b0, out var b1, out var b2, out var b3, out var b4);
        AddRows(c, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        LoadFactors(b, out b0, out b1, out b2, out b3, out b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows(
        double* left, in Factor b0, in Factor b1, in Factor b2, in Factor b3, in Factor b4,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5, ref Column c6, ref Column c7,
        ref Column c8)
    {
        AddRow(FactorOf(Digit(left, 0)), b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4);
        AddRow(FactorOf(Digit(left, 1)), b0, b1, b2, b3, b4, ref c1, ref c2, ref c3, ref c4, ref c5);
        AddRow(FactorOf(Digit(left, 2)), b0, b1, b2, b3, b4, ref c2, ref c3, ref c4, ref c5, ref c6);
        AddRow(FactorOf(Digit(left, 3)), b0, b1, b2, b3, b4, ref c3, ref c4, ref c5, ref c6, ref c7);
        AddRow(FactorOf(Digit(left, 4)), b0, b1, b2, b3, b4, ref c4, ref c5, ref c6, ref c7, ref c8);
    }

    /// <summary>
    /// Adds the last product to the columns and reduces them: each of the low digits as soon as it is known, so that finding the next one
    /// does not hold up the multiplications.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(
        double* left, in Factor b0, in Factor b1, in Factor b2, in Factor b3, in Factor b4,
        Column c0, Column c1, Column c2, Column c3, Column c4, Column c5, Column c6, Column c7, Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        AddRow(FactorOf(Digit(left, 0)), b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4);
        AddRow(FactorOf(Digit(left, 1)), b0, b1, b2, b3, b4, ref c1, ref c2, ref c3, ref c4, ref c5);
        var r0 = TakeDigit(c0, ref c1);
        AddRow(FactorOf(Digit(left, 2)), b0, b1, b2, b3, b4, ref c2, ref c3, ref c4, ref c5, ref c6);
        FoldDigit0(r0, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r1 = TakeDigit(c1, ref c2);
        AddRow(FactorOf(Digit(left, 3)), b0, b1, b2, b3, b4, ref c3, ref c4, ref c5, ref c6, ref c7);
        FoldDigit1(r1, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r2 = TakeDigit(c2, ref c3);
        AddRow(FactorOf(Digit(left, 4)), b0, b1, b2, b3, b4, ref c4, ref c5, ref c6, ref c7, ref c8);
        FoldDigit2(r2, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r3 = TakeDigit(c3, ref c4);
        FoldDigit3(r3, ref c4, ref c5, ref c6, ref c7, ref c8);
        TakeColumn4(ref c4, ref c5, ref c6, ref c7, ref c8, out t5, out t6, out t7, out t8, out t9);
    }

    /// <summary>The same for a square, with 15 products for 25: those of two different digits are made once, of twice the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceSquare(
        double* value,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(value, out var a0, out var a1, out var a2, out var a3, out var a4);
        var twice = Twice(a0);
        AddProduct(a0, a0, ref c0);
        AddProduct(twice, a1, ref c1);
        AddProduct(twice, a2, ref c2);
        AddProduct(twice, a3, ref c3);
        AddProduct(twice, a4, ref c4);
        var r0 = TakeDigit(c0, ref c1);
        twice = Twice(a1);
        AddProduct(a1, a1, ref c2);
        AddProduct(twice, a2, ref c3);
        AddProduct(twice, a3, ref c4);
        AddProduct(twice, a4, ref c5);
        FoldDigit0(r0, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r1 = TakeDigit(c1, ref c2);
        twice = Twice(a2);
        AddProduct(a2, a2, ref c4);
        AddProduct(twice, a3, ref c5);
        AddProduct(twice, a4, ref c6);
        FoldDigit1(r1, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r2 = TakeDigit(c2, ref c3);
        AddProduct(a3, a3, ref c6);
        AddProduct(Twice(a3), a4, ref c7);
        AddProduct(a4, a4, ref c8);
        FoldDigit2(r2, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r3 = TakeDigit(c3, ref c4);
        FoldDigit3(r3, ref c4, ref c5, ref c6, ref c7, ref c8);
        TakeColumn4(ref c4, ref c5, ref c6, ref c7, ref c8, out t5, out t6, out t7, out t8, out t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor Twice(in Factor a) => new(a.Value + a.Value, a.Integer + a.Integer);
}
