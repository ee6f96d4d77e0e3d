using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products: the contributions of digits to the columns, and a single reduction.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void Multiply(double* result, double* left, double* right)
    {
        // At most five products of 2^103, or 2^104 of a wide factor, four folds and a step of
        // 2^102 per column, with room for 16·2^103.
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(right, out var b0, out var b1, out var b2, out var b3, out var b4);
        Reduce(left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);

        // |T| <= 16·m² gives |v| < 1.7·m: tight digits after the carries, and no further
        // reduction for a product.
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplySubtract(double* result, double* left, double* right, double* subtrahend)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(right, out var b0, out var b1, out var b2, out var b3, out var b4);
        Reduce(left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);

        // |v| < 1.7·m and |c| <= 1.3·m: q is between -3 and 3.
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyByScalar(double* result, double* left, double* scalar)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);

        // The digits of the factor are equal in all lanes; bounds as in Multiply.
        var b0 = FactorOf(Vector512.Create(scalar[0]));
        var b1 = FactorOf(Vector512.Create(scalar[1]));
        var b2 = FactorOf(Vector512.Create(scalar[2]));
        var b3 = FactorOf(Vector512.Create(scalar[3]));
        var b4 = FactorOf(Vector512.Create(scalar[4]));
        Reduce(left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplySum(double* result, double* a, double* b, double* c, double* d)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(d, out var b0, out var b1, out var b2, out var b3, out var b4);

        // Products of c and d stay in the columns, and Reduce adds those of a and b: a
        // single reduction, and at most ten products of 2^103 per column.
        AddRows(c, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        LoadFactors(b, out b0, out b1, out b2, out b3, out b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);

        // R is more than 80 times m, so |T| <= 2.6·m² adds only 0.04·m: a product without
        // bringing the result to least size.
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyDifference(double* result, double* a, double* b, double* c, double* d)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);

        // -0.0 flips the signs of d's digits: tight digits stay tight, and the difference
        // becomes a sum.
        LoadFactors(d, Vector512.Create(-0.0), out var b0, out var b1, out var b2, out var b3, out var b4);
        AddRows(c, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        LoadFactors(b, out b0, out b1, out b2, out b3, out b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyTwice(double* result, double* a, double* b)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadTwice(b, out var b0, out var b1, out var b2, out var b3, out var b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyTwiceSubtract(double* result, double* a, double* b, double* subtrahend)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadTwice(b, out var b0, out var b1, out var b2, out var b3, out var b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    public static void MultiplySumSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, 0.0, subtrahend);

    public static void MultiplyDifferenceSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, -0.0, subtrahend);

    /// <summary>ab ± cd - e in a single method, because every kernel costs compile time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyPairSubtract(double* result, double* a, double* b, double* c, double* d, double sign, double* subtrahend)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);

        // 0.0 leaves d unchanged, -0.0 negates d.
        LoadFactors(d, Vector512.Create(sign), out var b0, out var b1, out var b2, out var b3, out var b4);
        AddRows(c, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        LoadFactors(b, out b0, out b1, out b2, out b3, out b4);
        Reduce(a, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);

        // |v| < 1.6·m, minus at most 1.3·m: below 3·m.
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    /// <summary>Doubled tight digits, which are loose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTwice(double* block, out Factor a0, out Factor a1, out Factor a2, out Factor a3, out Factor a4)
    {
        LoadFactors(block, out a0, out a1, out a2, out a3, out a4);
        a0 = Twice(a0);
        a1 = Twice(a1);
        a2 = Twice(a2);
        a3 = Twice(a3);
        a4 = Twice(a4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows(
        double* left, in Factor b0, in Factor b1, in Factor b2, in Factor b3, in Factor b4,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5, ref Column c6, ref Column c7,
        ref Column c8)
    {
        // The products of digits i and j go to column i + j; one factor is tight, the other
        // at most loose.
        AddRow(FactorOf(Digit(left, 0)), b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4);
        AddRow(FactorOf(Digit(left, 1)), b0, b1, b2, b3, b4, ref c1, ref c2, ref c3, ref c4, ref c5);
        AddRow(FactorOf(Digit(left, 2)), b0, b1, b2, b3, b4, ref c2, ref c3, ref c4, ref c5, ref c6);
        AddRow(FactorOf(Digit(left, 3)), b0, b1, b2, b3, b4, ref c3, ref c4, ref c5, ref c6, ref c7);
        AddRow(FactorOf(Digit(left, 4)), b0, b1, b2, b3, b4, ref c4, ref c5, ref c6, ref c7, ref c8);
    }

    /// <summary>
    /// Adds the last product to the columns and reduces: each low digit is folded as soon as it is known, so that the search for the next digit
    /// does not delay the multiplications.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(
        double* left, in Factor b0, in Factor b1, in Factor b2, in Factor b3, in Factor b4,
        Column c0, Column c1, Column c2, Column c3, Column c4, Column c5, Column c6, Column c7, Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        Reduce(
            Digit(left, 0), Digit(left, 1), Digit(left, 2), Digit(left, 3), Digit(left, 4),
            b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out t5, out t6, out t7, out t8, out t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(
        Vector512<double> a0, Vector512<double> a1, Vector512<double> a2, Vector512<double> a3, Vector512<double> a4,
        in Factor b0, in Factor b1, in Factor b2, in Factor b3, in Factor b4,
        Column c0, Column c1, Column c2, Column c3, Column c4, Column c5, Column c6, Column c7, Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        // After row 0 column 0 is complete, after row 1 column 1, and so on. The remaining
        // rows and the folds fill the time in which a digit and its carry are found.
        AddRow(FactorOf(a0), b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4);
        AddRow(FactorOf(a1), b0, b1, b2, b3, b4, ref c1, ref c2, ref c3, ref c4, ref c5);
        var r0 = TakeDigit(c0, ref c1);
        AddRow(FactorOf(a2), b0, b1, b2, b3, b4, ref c2, ref c3, ref c4, ref c5, ref c6);

        // Folds reach columns 4 to 8 only, so the low columns stay valid.
        FoldDigit0(r0, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r1 = TakeDigit(c1, ref c2);
        AddRow(FactorOf(a3), b0, b1, b2, b3, b4, ref c3, ref c4, ref c5, ref c6, ref c7);
        FoldDigit1(r1, ref c4, ref c5, ref c6, ref c7, ref c8);
        var r2 = TakeDigit(c2, ref c3);
        AddRow(FactorOf(a4), b0, b1, b2, b3, b4, ref c4, ref c5, ref c6, ref c7, ref c8);
        FoldDigit2(r2, ref c4, ref c5, ref c6, ref c7, ref c8);

        // Column 3 has rows 0 to 3 and the carry from column 2.
        var r3 = TakeDigit(c3, ref c4);
        FoldDigit3(r3, ref c4, ref c5, ref c6, ref c7, ref c8);

        // T is folded into columns 4 to 8. A single Montgomery step remains, instead of
        // five.
        TakeColumn4(ref c4, ref c5, ref c6, ref c7, ref c8, out t5, out t6, out t7, out t8, out t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor Twice(in Factor a) => new(a.Value + a.Value, a.Integer + a.Integer);
}
