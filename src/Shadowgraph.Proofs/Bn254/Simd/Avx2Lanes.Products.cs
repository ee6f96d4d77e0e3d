using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products: the contributions of digits to the columns, and a single reduction.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(double* result, double* left, double* right)
    {
        // A block is two independent halves, each a register per digit. All operations act
        // on both in turn.
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
    public static void MultiplyTwice(double* result, double* a, double* b)
    {
        MultiplyTwiceHalf(result, a, b);
        MultiplyTwiceHalf(result + HalfLength, a + HalfLength, b + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyTwiceSubtract(double* result, double* a, double* b, double* subtrahend)
    {
        MultiplyTwiceSubtractHalf(result, a, b, subtrahend);
        MultiplyTwiceSubtractHalf(result + HalfLength, a + HalfLength, b + HalfLength, subtrahend + HalfLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplySumSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, 0.0, subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyDifferenceSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend) =>
        MultiplyPairSubtract(result, a, b, c, d, -0.0, subtrahend);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyHalf(double* result, double* left, double* right)
    {
        // One set of 25 products: at most five lower and five upper halves of 2^50 per
        // column, and as many of the reduction.
        StartProducts(left, right, 1, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7,
            out var t8, out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);

        // |T| <= 1.3·m² gives |v| <= m: tight digits after the carries, and no further
        // reduction for a product.
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplySubtractHalf(double* result, double* left, double* right, double* subtrahend)
    {
        // The subtrahend joins after the reduction, where bringing v - c to least size
        // costs only a quotient and multiples of m.
        StartProducts(left, right, 1, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7,
            out var t8, out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);

        // |v| <= m and |c| <= 1.3·m: |q| <= 2.
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyByScalarHalf(double* result, double* left, double* scalar)
    {
        // Bounds as in MultiplyHalf; the digits of the factor are equal in all lanes.
        StartScalarProducts(left, scalar, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7,
            out var t8, out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplySumHalf(double* result, double* a, double* b, double* c, double* d)
    {
        // Two sets of products share a single reduction: ten lower and ten upper halves per
        // column, still below 2^57 with the five of the reduction.
        StartProducts(a, b, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddProducts(c, d, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);

        // |T| <= 2.6·m² leaves up to 1.5·m, more than a product may have, so the result is
        // brought to least size.
        StoreLeast(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyDifferenceHalf(double* result, double* a, double* b, double* c, double* d)
    {
        // -0.0 flips the signs of d's digits: tight digits stay tight, and the difference
        // becomes a sum.
        StartProducts(a, b, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddSignedProducts(c, d, Vector256.Create(-0.0), ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreLeast(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyTwiceHalf(double* result, double* a, double* b)
    {
        // Doubled tight digits are loose; bounds as in SquarePairHalf.
        StartTwiceProducts(a, b, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreLeast(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyTwiceSubtractHalf(double* result, double* a, double* b, double* subtrahend)
    {
        // |v| < 1.3·m before and |c| <= 1.3·m: |q| <= 3.
        StartTwiceProducts(a, b, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    private static void MultiplyPairSubtract(double* result, double* a, double* b, double* c, double* d, double sign, double* subtrahend)
    {
        MultiplyPairSubtractHalf(result, a, b, c, d, sign, subtrahend);
        MultiplyPairSubtractHalf(
            result + HalfLength, a + HalfLength, b + HalfLength, c + HalfLength, d + HalfLength, sign, subtrahend + HalfLength);
    }

    /// <summary>ab ± cd - e in a single method, because every kernel costs compile time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyPairSubtractHalf(
        double* result, double* a, double* b, double* c, double* d, double sign, double* subtrahend)
    {
        // 0.0 leaves d unchanged, -0.0 negates d.
        StartProducts(a, b, 2, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8,
            out var t9);
        AddSignedProducts(c, d, Vector256.Create(sign), ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);

        // |v| < 1.5·m before and |e| <= 1.3·m: below 2.8·m, so |q| <= 3.
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    /// <summary>The products of two numbers' digits, in columns with room for a number of such sets and a reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartProducts(
        double* left, double* right, int times,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        StartProducts(
            left, Digit(right, 0), Digit(right, 1), Digit(right, 2), Digit(right, 3), Digit(right, 4), times,
            out t0, out t1, out t2, out t3, out t4, out t5, out t6, out t7, out t8, out t9);
    }

    /// <summary>The same for a single set, with the right factor doubled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartTwiceProducts(
        double* left, double* right,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        Vector256<double> b0 = Digit(right, 0), b1 = Digit(right, 1), b2 = Digit(right, 2), b3 = Digit(right, 3), b4 = Digit(right, 4);
        StartProducts(
            left, b0 + b0, b1 + b1, b2 + b2, b3 + b3, b4 + b4, 1,
            out t0, out t1, out t2, out t3, out t4, out t5, out t6, out t7, out t8, out t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartProducts(
        double* left, Vector256<double> b0, Vector256<double> b1, Vector256<double> b2, Vector256<double> b3, Vector256<double> b4, int times,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        // Per set, column k receives the lower halves of products with i + j = k, which are
        // 1, 2, 3, 4, 5, 4, 3, 2, 1 in columns 0 to 8, and the upper halves of products
        // with i + j = k - 1. The constants added to these counts belong to the reduction:
        // three folds and two steps, without the lower half in the column that a step
        // clears, see Step.
        t0 = Start(Bias, 1 * times, 0);
        t1 = Start(CarriedBias, 2 * times, 1 * times);
        t2 = Start(CarriedBias, 3 * times, 2 * times);
        t3 = Start(CarriedBias, 4 * times + 3, 3 * times);
        t4 = Start(StepBias, 5 * times + 4, 4 * times + 4);
        t5 = Start(StepBias, 4 * times + 5, 5 * times + 5);
        AddRow(Digit(left, 0), b0, b1, b2, b3, b4, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);

        // A higher column starts just before its first product, which keeps fewer columns
        // live.
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
        // A single set, of the same digits in all lanes.
        StartProducts(
            left, Vector256.Create(scalar[0]), Vector256.Create(scalar[1]), Vector256.Create(scalar[2]), Vector256.Create(scalar[3]),
            Vector256.Create(scalar[4]), 1,
            out t0, out t1, out t2, out t3, out t4, out t5, out t6, out t7, out t8, out t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(
        double* left, double* right,
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5, ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8, ref Vector256<long> t9)
    {
        // The columns were started with room for this set.
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
        // XOR with the sign bit: exact, and the bounds of digits are symmetric.
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
}
