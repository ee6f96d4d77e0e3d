using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products in columns: column k counts 2^(51k), as an integer, and takes the halves of all products of that weight.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Start(long bias, int lows, int highs) =>
        Vector256.Create(unchecked(bias - lows * LowBits - highs * HighBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Digit(double* half, int index) => Vector256.Load(half + Lanes * index);

    /// <summary>Adds the product of two digits: its upper half to one column, its lower half to the one below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(Vector256<double> a, Vector256<double> b, ref Vector256<long> low, ref Vector256<long> high)
    {
        var h = Vector256.FusedMultiplyAdd(a, b, Vector256.Create(High));
        high += h.AsInt64();
        low += Vector256.FusedMultiplyAdd(a, b, Vector256.Create(HighPlusLow) - h).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        Vector256<double> a, Vector256<double> b0, Vector256<double> b1, Vector256<double> b2, Vector256<double> b3, Vector256<double> b4,
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5)
    {
        AddProduct(a, b0, ref t0, ref t1);
        AddProduct(a, b1, ref t1, ref t2);
        AddProduct(a, b2, ref t2, ref t3);
        AddProduct(a, b3, ref t3, ref t4);
        AddProduct(a, b4, ref t4, ref t5);
    }

    /// <summary>The same with a constant, which stays in memory: a register for each would push the columns out of theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(Vector256<double> a, double b, ref Vector256<long> low, ref Vector256<long> high)
    {
        var h = Vector256.FusedMultiplyAdd(a, Vector256.Create(b), Vector256.Create(High));
        high += h.AsInt64();
        low += Vector256.FusedMultiplyAdd(a, Vector256.Create(b), Vector256.Create(HighPlusLow) - h).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        Vector256<double> a, double b0, double b1, double b2, double b3, double b4,
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5)
    {
        AddProduct(a, b0, ref t0, ref t1);
        AddProduct(a, b1, ref t1, ref t2);
        AddProduct(a, b2, ref t2, ref t3);
        AddProduct(a, b3, ref t3, ref t4);
        AddProduct(a, b4, ref t4, ref t5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LowDigit(Vector256<long> column) =>
        BiasedDigit(column & Vector256.Create(Mask), DigitOffset);

    /// <summary>Brings columns 0 to 4 to nothing and the number to a 2^255th, modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldColumns(
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5, ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8, ref Vector256<long> t9)
    {
        var r0 = LowDigit(t0);
        t1 += t0 >>> Width;
        var r1 = LowDigit(t1);
        t2 += t1 >>> Width;
        var r2 = LowDigit(t2);
        t3 += t2 >>> Width;
        AddRow(
            r0, TDigits.Fold00, TDigits.Fold01, TDigits.Fold02, TDigits.Fold03, TDigits.Fold04, ref t3, ref t4, ref t5, ref t6, ref t7,
            ref t8);
        AddRow(
            r1, TDigits.Fold10, TDigits.Fold11, TDigits.Fold12, TDigits.Fold13, TDigits.Fold14, ref t3, ref t4, ref t5, ref t6, ref t7,
            ref t8);
        AddRow(
            r2, TDigits.Fold20, TDigits.Fold21, TDigits.Fold22, TDigits.Fold23, TDigits.Fold24, ref t3, ref t4, ref t5, ref t6, ref t7,
            ref t8);
        Step(ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        Step(ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
    }

    /// <summary>
    /// One digit of Montgomery's reduction: the multiple of m that makes the lowest column a multiple of 2^51, and its carry.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5)
    {
        var s = LowDigit(t0);
        var inverse = Vector256.Create(TDigits.NegativeInverse);
        var high = Vector256.Create(High);
        var h = Vector256.FusedMultiplyAdd(s, inverse, high);
        var q = Vector256.FusedMultiplyAdd(s, inverse, high - h);
        AddRow(
            q, TDigits.Modulus0, TDigits.Modulus1, TDigits.Modulus2, TDigits.Modulus3, TDigits.Modulus4, ref t0, ref t1, ref t2, ref t3,
            ref t4, ref t5);
        t1 += t0 >>> Width;
    }

    /// <summary>Columns 5 to 9 as tight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDigits(
        double* result, Vector256<long> t5, Vector256<long> t6, Vector256<long> t7, Vector256<long> t8, Vector256<long> t9) =>
        StoreDigits(result, t5, t6, t7, t8, t9, Vector256<double>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDigits(
        double* result, Vector256<long> t5, Vector256<long> t6, Vector256<long> t7, Vector256<long> t8, Vector256<long> t9,
        Vector256<double> top)
    {
        LowDigit(t5).Store(result);
        t6 += t5 >>> Width;
        LowDigit(t6).Store(result + Lanes);
        t7 += t6 >>> Width;
        LowDigit(t7).Store(result + 2 * Lanes);
        t8 += t7 >>> Width;
        LowDigit(t8).Store(result + 3 * Lanes);
        t9 += t8 >>> Width;
        (t9.AsDouble() - Vector256.Create(Low) + top).Store(result + 4 * Lanes);
    }

    /// <summary>Columns 5 to 9 as tight digits of the least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLeast(
        double* result, Vector256<long> t5, Vector256<long> t6, Vector256<long> t7, Vector256<long> t8, Vector256<long> t9)
    {
        var quotient = Quotient(t9.AsDouble() - Vector256.Create(UncarriedTopOffset));
        SubtractMultiple(quotient, ref t5, ref t6, ref t7, ref t8);
        StoreDigits(result, t5, t6, t7, t8, t9, quotient * Vector256.Create(-TDigits.Modulus4));
    }

    /// <summary>Columns 5 to 9 less a number, as tight digits of the least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(
        double* result, double* subtrahend,
        Vector256<long> t5, Vector256<long> t6, Vector256<long> t7, Vector256<long> t8, Vector256<long> t9)
    {
        var top = Digit(subtrahend, 4);
        var quotient = Quotient(t9.AsDouble() - Vector256.Create(UncarriedTopOffset) - top);
        SubtractMultiple(quotient, ref t5, ref t6, ref t7, ref t8);
        t5 -= Integer(subtrahend, 0);
        t6 -= Integer(subtrahend, 1);
        t7 -= Integer(subtrahend, 2);
        t8 -= Integer(subtrahend, 3);
        StoreDigits(result, t5, t6, t7, t8, t9, Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus4), -top));
    }

    /// <summary>
    /// Subtracts q times digits 0 to 3 of m: each product is below 2^51, so its integer can be read from the bits of a sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractMultiple(
        Vector256<double> quotient, ref Vector256<long> t5, ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8)
    {
        var low = Vector256.Create(Low);
        var bits = Vector256.Create(LowBits);
        t5 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus0), low).AsInt64() - bits;
        t6 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus1), low).AsInt64() - bits;
        t7 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus2), low).AsInt64() - bits;
        t8 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus3), low).AsInt64() - bits;
    }

    /// <summary>The integer that a loose digit is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Integer(double* half, int index) =>
        (Digit(half, index) + Vector256.Create(Low)).AsInt64() - Vector256.Create(LowBits);
}
