using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products in columns: column k counts 2^(52k), as an integer, and takes the halves of all products of that weight.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Start(long bias, int lows, int highs) =>
        Vector512.Create(unchecked(bias - lows * LowBits - highs * HighBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Digit(double* block, int index) => Vector512.Load(block + Lanes * index);

    /// <summary>Adds the product of two digits: its upper half to one column, its lower half to the one below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(Vector512<double> a, Vector512<double> b, ref Vector512<long> low, ref Vector512<long> high)
    {
        var h = Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(High), FloatRoundingMode.ToZero);
        high += h.AsInt64();
        low += Vector512.FusedMultiplyAdd(a, b, Vector512.Create(HighPlusLow) - h).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        Vector512<double> a, Vector512<double> b0, Vector512<double> b1, Vector512<double> b2, Vector512<double> b3, Vector512<double> b4,
        ref Vector512<long> t0, ref Vector512<long> t1, ref Vector512<long> t2, ref Vector512<long> t3, ref Vector512<long> t4,
        ref Vector512<long> t5)
    {
        AddProduct(a, b0, ref t0, ref t1);
        AddProduct(a, b1, ref t1, ref t2);
        AddProduct(a, b2, ref t2, ref t3);
        AddProduct(a, b3, ref t3, ref t4);
        AddProduct(a, b4, ref t4, ref t5);
    }

    /// <summary>The same with a constant, which stays in memory: a register for each would push the columns out of theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(Vector512<double> a, double b, ref Vector512<long> low, ref Vector512<long> high)
    {
        var h = Avx512F.FusedMultiplyAdd(a, Vector512.Create(b), Vector512.Create(High), FloatRoundingMode.ToZero);
        high += h.AsInt64();
        low += Vector512.FusedMultiplyAdd(a, Vector512.Create(b), Vector512.Create(HighPlusLow) - h).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        Vector512<double> a, double b0, double b1, double b2, double b3, double b4,
        ref Vector512<long> t0, ref Vector512<long> t1, ref Vector512<long> t2, ref Vector512<long> t3, ref Vector512<long> t4,
        ref Vector512<long> t5)
    {
        AddProduct(a, b0, ref t0, ref t1);
        AddProduct(a, b1, ref t1, ref t2);
        AddProduct(a, b2, ref t2, ref t3);
        AddProduct(a, b3, ref t3, ref t4);
        AddProduct(a, b4, ref t4, ref t5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LowDigit(Vector512<long> column) =>
        Avx512F.TernaryLogic(column, Vector512.Create(Mask), Vector512.Create(LowBits), 0xEA).AsDouble() - Vector512.Create(DigitOffset);

    /// <summary>Brings columns 0 to 4 to nothing and the number to a 2^260th, modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldColumns(
        ref Vector512<long> t0, ref Vector512<long> t1, ref Vector512<long> t2, ref Vector512<long> t3, ref Vector512<long> t4,
        ref Vector512<long> t5, ref Vector512<long> t6, ref Vector512<long> t7, ref Vector512<long> t8, ref Vector512<long> t9)
    {
        var r0 = LowDigit(t0);
        t1 += t0 >>> Width;
        var r1 = LowDigit(t1);
        t2 += t1 >>> Width;
        var r2 = LowDigit(t2);
        t3 += t2 >>> Width;
        var r3 = LowDigit(t3);
        t4 += t3 >>> Width;
        AddRow(
            r0, TDigits.Fold00, TDigits.Fold01, TDigits.Fold02, TDigits.Fold03, TDigits.Fold04, ref t4, ref t5, ref t6, ref t7, ref t8,
            ref t9);
        AddRow(
            r1, TDigits.Fold10, TDigits.Fold11, TDigits.Fold12, TDigits.Fold13, TDigits.Fold14, ref t4, ref t5, ref t6, ref t7, ref t8,
            ref t9);
        AddRow(
            r2, TDigits.Fold20, TDigits.Fold21, TDigits.Fold22, TDigits.Fold23, TDigits.Fold24, ref t4, ref t5, ref t6, ref t7, ref t8,
            ref t9);
        AddRow(
            r3, TDigits.Fold30, TDigits.Fold31, TDigits.Fold32, TDigits.Fold33, TDigits.Fold34, ref t4, ref t5, ref t6, ref t7, ref t8,
            ref t9);

        var s = LowDigit(t4);
        var inverse = Vector512.Create(TDigits.NegativeInverse);
        var high = Vector512.Create(High);
        var h = Vector512.FusedMultiplyAdd(s, inverse, high);
        var m = Vector512.FusedMultiplyAdd(s, inverse, high - h);

        // The lower half of m·m₀ makes column 4 a multiple of 2^52: the next one above.
        t5 += Avx512F.FusedMultiplyAdd(m, Vector512.Create(TDigits.Modulus0), high, FloatRoundingMode.ToZero).AsInt64();
        AddProduct(m, TDigits.Modulus1, ref t5, ref t6);
        AddProduct(m, TDigits.Modulus2, ref t6, ref t7);
        AddProduct(m, TDigits.Modulus3, ref t7, ref t8);
        AddProduct(m, TDigits.Modulus4, ref t8, ref t9);
        t5 += (t4 + Vector512.Create(Half - 1)) >>> Width;
    }

    /// <summary>Columns 5 to 9 as tight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDigits(
        double* result, Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9)
    {
        LowDigit(t5).Store(result);
        t6 += t5 >>> Width;
        LowDigit(t6).Store(result + Lanes);
        t7 += t6 >>> Width;
        LowDigit(t7).Store(result + 2 * Lanes);
        t8 += t7 >>> Width;
        LowDigit(t8).Store(result + 3 * Lanes);
        t9 += t8 >>> Width;
        (t9.AsDouble() - Vector512.Create(TopOffset)).Store(result + 4 * Lanes);
    }

    /// <summary>Columns 5 to 9 less a number, as tight digits of the least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(
        double* result, double* subtrahend,
        Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9)
    {
        t9 -= Integer(subtrahend, 4);
        var quotient = Quotient(t9.AsDouble() - Vector512.Create(UncarriedTopOffset));
        t5 += Multiple0(quotient) - Integer(subtrahend, 0);
        t6 += Multiple1(quotient) - Integer(subtrahend, 1);
        t7 += Multiple2(quotient) - Integer(subtrahend, 2);
        t8 += Multiple3(quotient) - Integer(subtrahend, 3);
        t9 += Multiple4(quotient);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }
}
