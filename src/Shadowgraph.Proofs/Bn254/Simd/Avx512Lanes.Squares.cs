using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Squares, and sums and differences of two: 15 products of digits instead of 25 for each.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void Square(double* result, double* value)
    {
        // A product up to 1.7·m, or a sum by scalars up to 2.4·m, gives |T| < 6·m²: no
        // reduction before the square.
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        ReduceSquare(value, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SquareSubtract(double* result, double* value, double* first, double* second)
    {
        // |v - (b + c)| is at most 3·m.
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        ReduceSquare(value, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDifference(
            result, Digit(first, 0) + Digit(second, 0), Digit(first, 1) + Digit(second, 1), Digit(first, 2) + Digit(second, 2),
            Digit(first, 3) + Digit(second, 3), Digit(first, 4) + Digit(second, 4), t5, t6, t7, t8, t9);
    }

    public static void SquareSum(double* result, double* a, double* b) => SquarePair(result, a, b, 0.0);

    public static void SquareDifference(double* result, double* a, double* b) => SquarePair(result, a, b, -0.0);

    /// <summary>a² ± b².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void SquarePair(double* result, double* a, double* b, double sign)
    {
        // |T| <= 6·m² for products, with room for 16·m².
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        AddSquare(b, Vector512.Create(sign), ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        ReduceSquare(a, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SquareDifferenceSubtract(double* result, double* a, double* b, double* subtrahend)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        AddSquare(b, Vector512.Create(-0.0), ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        ReduceSquare(a, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);

        // |v - c| is at most 3·m.
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    /// <summary>Adds or subtracts a square: 15 products, as in <see cref="ReduceSquare"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquare(
        double* value, Vector512<double> sign,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5, ref Column c6, ref Column c7,
        ref Column c8)
    {
        LoadFactors(value, out var a0, out var a1, out var a2, out var a3, out var a4);
        var signed = FactorOf(a0.Value ^ sign);
        var twice = Twice(signed);
        AddProduct(signed, a0, ref c0);
        AddProduct(twice, a1, ref c1);
        AddProduct(twice, a2, ref c2);
        AddProduct(twice, a3, ref c3);
        AddProduct(twice, a4, ref c4);
        signed = FactorOf(a1.Value ^ sign);
        twice = Twice(signed);
        AddProduct(signed, a1, ref c2);
        AddProduct(twice, a2, ref c3);
        AddProduct(twice, a3, ref c4);
        AddProduct(twice, a4, ref c5);
        signed = FactorOf(a2.Value ^ sign);
        twice = Twice(signed);
        AddProduct(signed, a2, ref c4);
        AddProduct(twice, a3, ref c5);
        AddProduct(twice, a4, ref c6);
        signed = FactorOf(a3.Value ^ sign);
        AddProduct(signed, a3, ref c6);
        AddProduct(Twice(signed), a4, ref c7);
        AddProduct(FactorOf(a4.Value ^ sign), a4, ref c8);
    }

    /// <summary>
    /// Adds a square to the columns and reduces, each low digit as soon as it is known: 15 products, those of two different digits made once, with the first
    /// doubled.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceSquare(
        double* value,
        Column c0, Column c1, Column c2, Column c3, Column c4, Column c5, Column c6, Column c7, Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        LoadFactors(value, out var a0, out var a1, out var a2, out var a3, out var a4);

        // A doubled tight digit is loose, and the other factor is tight: |2a·b| <= 2^103,
        // as for any product.
        var twice = Twice(a0);
        AddProduct(a0, a0, ref c0);
        AddProduct(twice, a1, ref c1);
        AddProduct(twice, a2, ref c2);
        AddProduct(twice, a3, ref c3);
        AddProduct(twice, a4, ref c4);

        // Column 0 consists of a0² alone, and its digit can be taken at once.
        var r0 = TakeDigit(c0, ref c1);
        twice = Twice(a1);
        AddProduct(a1, a1, ref c2);
        AddProduct(twice, a2, ref c3);
        AddProduct(twice, a3, ref c4);
        AddProduct(twice, a4, ref c5);
        FoldDigit0(r0, ref c4, ref c5, ref c6, ref c7, ref c8);

        // Columns 1 and 2 are complete: 2a0·a1, and 2a0·a2 with a1².
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
}
