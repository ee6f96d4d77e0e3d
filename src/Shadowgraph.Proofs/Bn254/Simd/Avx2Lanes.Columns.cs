using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products in columns: column k counts 2^(51k), as an integer, and takes the halves of all products of that weight.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Start(long bias, int lows, int highs) =>
        // A column that receives l lower and h upper halves also receives the exponent bits
        // of l and h doubles. Both patterns are subtracted in advance, modulo 2^64: the
        // finished column is the bias plus the true sum.
        Vector256.Create(unchecked(bias - lows * LowBits - highs * HighBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Digit(double* half, int index) => Avx.LoadVector256(half + Lanes * index);

    /// <summary>Adds the product of two digits: the upper half to a column, the lower half to the column below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(Vector256<double> a, Vector256<double> b, ref Vector256<long> low, ref Vector256<long> high)
    {
        // c = 1.5·2^103. Doubles from 2^103 to 2^104 are the multiples of 2^51, so the sum
        // rounds to h = c + 2^51·q with |ab - 2^51·q| <= 2^50. One factor is tight, the
        // other loose, |ab| <= 2^101, or wide, |ab| <= 2^102: |q| <= 2^51, and h stays in
        // range. As an integer, the bits of h are the bits of c plus q.
        var h = Vector256.FusedMultiplyAdd(a, b, Vector256.Create(High));
        high += h.AsInt64();

        // c + 3·2^51 - h is a multiple of 2^51 with at most 52 bits, so the subtraction is
        // exact. The remainder ab - 2^51·q plus 3·2^51 lies in [2.5·2^51, 3.5·2^51], within
        // [2^52, 2^53), where doubles are the integers: exact as well. The lower half is
        // signed, because AVX2 rounds to nearest only.
        low += Vector256.FusedMultiplyAdd(a, b, Vector256.Create(HighPlusLow) - h).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        Vector256<double> a, Vector256<double> b0, Vector256<double> b1, Vector256<double> b2, Vector256<double> b3, Vector256<double> b4,
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5)
    {
        // A row of the schoolbook product: the product with digit j puts its lower half
        // into column j of the row and its upper half into column j + 1, where 2^51 counts
        // 1.
        AddProduct(a, b0, ref t0, ref t1);
        AddProduct(a, b1, ref t1, ref t2);
        AddProduct(a, b2, ref t2, ref t3);
        AddProduct(a, b3, ref t3, ref t4);
        AddProduct(a, b4, ref t4, ref t5);
    }

    /// <summary>The same with a constant, which stays in memory: a register for each constant would spill the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(Vector256<double> a, double b, ref Vector256<long> low, ref Vector256<long> high)
    {
        // AVX2 has 16 registers; ten columns and the temporaries leave none for the 20
        // constants of a reduction.
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
        // The same columns as for variable digits. The constants are tight: digits of folds
        // or of m, so a wide a keeps |ab| <= 2^102.
        AddProduct(a, b0, ref t0, ref t1);
        AddProduct(a, b1, ref t1, ref t2);
        AddProduct(a, b2, ref t2, ref t3);
        AddProduct(a, b3, ref t3, ref t4);
        AddProduct(a, b4, ref t4, ref t5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LowDigit(Vector256<long> column) =>
        // The low bits of a column are a balanced digit plus half a digit, 0 to 2^51 - 1.
        // As the fraction of a double from 2^52 up they are exact, and the difference is in
        // [-2^50, 2^50): tight.
        BiasedDigit(column & Vector256.Create(Mask), DigitOffset);

    /// <summary>Clears columns 0 to 4 and divides the number by 2^255, modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldColumns(
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5, ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8, ref Vector256<long> t9)
    {
        // With the carry from below, a column holds its true sum, less than 2^58 in size,
        // plus 2^61 and half a digit. The bias makes the column positive, so that a logical
        // shift rounds down. The carry includes 2^10 of bias, which the bias of the next
        // column lacks.
        var r0 = LowDigit(t0);
        t1 += t0 >>> Width;
        var r1 = LowDigit(t1);
        t2 += t1 >>> Width;
        var r2 = LowDigit(t2);
        t3 += t2 >>> Width;

        // r_k·2^(51k) ≡ 2^153·(r_k·f_k) with f_k ≡ 2^(51(k - 3)) and |f_k| <= m/2. The
        // products of the three digits are independent, whereas three Montgomery steps
        // would wait for each other. Columns 0 to 2 are not read again, so their content
        // may stay.
        AddRow(
            r0, TDigits.Fold00, TDigits.Fold01, TDigits.Fold02, TDigits.Fold03, TDigits.Fold04, ref t3, ref t4, ref t5, ref t6, ref t7,
            ref t8);
        AddRow(
            r1, TDigits.Fold10, TDigits.Fold11, TDigits.Fold12, TDigits.Fold13, TDigits.Fold14, ref t3, ref t4, ref t5, ref t6, ref t7,
            ref t8);
        AddRow(
            r2, TDigits.Fold20, TDigits.Fold21, TDigits.Fold22, TDigits.Fold23, TDigits.Fold24, ref t3, ref t4, ref t5, ref t6, ref t7,
            ref t8);

        // Columns 3 and 4 are left. Montgomery's steps clear them, and columns 5 to 9 hold
        // T/2^255 modulo m.
        Step(ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        Step(ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
    }

    /// <summary>
    /// A digit of Montgomery's reduction: adds the multiple of m that makes the lowest column a multiple of 2^51, and carries.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        ref Vector256<long> t0, ref Vector256<long> t1, ref Vector256<long> t2, ref Vector256<long> t3, ref Vector256<long> t4,
        ref Vector256<long> t5)
    {
        // s and -1/m modulo 2^51 are balanced, at most 2^50 in size: their product needs no
        // more than 2^100.
        var s = LowDigit(t0);
        var inverse = Vector256.Create(TDigits.NegativeInverse);
        var high = Vector256.Create(High);

        // q ≡ -s/m modulo 2^51 is the signed lower half of the product: h holds the upper
        // half, which the second multiply-add takes off. |q| <= 2^50, so q is tight and may
        // be multiplied by the digits of m.
        var h = Vector256.FusedMultiplyAdd(s, inverse, high);
        var q = Vector256.FusedMultiplyAdd(s, inverse, high - h);

        // s + q·m0 ≡ 0 modulo 2^51: only the half digit remains in the low bits, and the
        // shift below drops it. The carry is exact.
        AddRow(
            q, TDigits.Modulus0, TDigits.Modulus1, TDigits.Modulus2, TDigits.Modulus3, TDigits.Modulus4, ref t0, ref t1, ref t2, ref t3,
            ref t4, ref t5);

        // The bias of t0 does not account for the exponent bits of the lower half of q·m0.
        // The pattern is a multiple of 2^51, enters t1 with this carry, and is subtracted
        // by StepBias.
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
        // Carries upwards through the columns: each digit becomes tight. The last digit
        // takes the rest, and the size of the number bounds the digit.
        Avx.Store(result, LowDigit(t5));
        t6 += t5 >>> Width;
        Avx.Store(result + Lanes, LowDigit(t6));
        t7 += t6 >>> Width;
        Avx.Store(result + 2 * Lanes, LowDigit(t7));
        t8 += t7 >>> Width;
        Avx.Store(result + 3 * Lanes, LowDigit(t8));
        t9 += t8 >>> Width;

        // t9 started with the bits of 1.5·2^52, so its bits are a double near 1.5·2^52 with
        // unit 1: exact for |digit| < 2^51. The remaining part of the digit, top, is a
        // double already.
        Avx.Store(result + 4 * Lanes, t9.AsDouble() - Vector256.Create(Low) + top);
    }

    /// <summary>Columns 5 to 9 as tight digits of least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLeast(
        double* result, Vector256<long> t5, Vector256<long> t6, Vector256<long> t7, Vector256<long> t8, Vector256<long> t9)
    {
        // |T| <= 2.6·m² leaves |v| < 1.5·m, so |q| <= 1. The estimate ignores the carry
        // from t8, less than 2^7 units of digit 4, of which m has about 2^49.6: the error
        // stays below 2^-40.
        var quotient = Quotient(t9.AsDouble() - Vector256.Create(UncarriedTopOffset));
        SubtractMultiple(quotient, ref t5, ref t6, ref t7, ref t8);

        // q·m4 is below 2^52 in size and exact as a double.
        StoreDigits(result, t5, t6, t7, t8, t9, quotient * Vector256.Create(-TDigits.Modulus4));
    }

    /// <summary>Columns 5 to 9 minus a number, as tight digits of least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(
        double* result, double* subtrahend,
        Vector256<long> t5, Vector256<long> t6, Vector256<long> t7, Vector256<long> t8, Vector256<long> t9)
    {
        // |v| <= 2.8·m for one or two products, below 3·m for up to twelve: |q| <= 3 in
        // every case, as SubtractMultiple requires.
        var top = Digit(subtrahend, 4);
        var quotient = Quotient(t9.AsDouble() - Vector256.Create(UncarriedTopOffset) - top);
        SubtractMultiple(quotient, ref t5, ref t6, ref t7, ref t8);

        // Digits of the subtrahend may be loose, up to 2^51: far below the bias, so the
        // columns stay positive.
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
        // |q| <= 3, and digits 0 to 3 of m are below 2^51/3 in size (Digits51Tests checks
        // both moduli). The sum stays in [2^52, 2^53), so its bits are LowBits plus the
        // integer -q·m_k.
        var low = Vector256.Create(Low);
        var bits = Vector256.Create(LowBits);
        t5 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus0), low).AsInt64() - bits;
        t6 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus1), low).AsInt64() - bits;
        t7 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus2), low).AsInt64() - bits;
        t8 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-TDigits.Modulus3), low).AsInt64() - bits;
    }

    /// <summary>The integer value of a loose digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Integer(double* half, int index) =>
        // 1.5·2^52 plus a digit of at most 2^51 stays within [2^52, 2^53], where bits count
        // like integers.
        (Digit(half, index) + Vector256.Create(Low)).AsInt64() - Vector256.Create(LowBits);
}
