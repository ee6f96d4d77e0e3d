using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products in columns: column k counts 2^(52k), and takes all products of digits of that weight.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    /// <summary>A digit as a factor. The integer may be half a digit too large, if the start of the columns compensates.</summary>
    private readonly struct Factor(Vector512<double> value, Vector512<long> integer)
    {
        public readonly Vector512<double> Value = value;
        public readonly Vector512<long> Integer = integer;
    }

    /// <summary>A sum of products in two parts, see <see cref="NumberFormat"/>: rounded, and modulo 2^64.</summary>
    private struct Column(double high, long low)
    {
        public Vector512<double> High = Vector512.Create(high);
        public Vector512<long> Low = Vector512.Create(low);

        /// <summary>The multiples of 2^56 in the sum, each 2^4 in the column above, plus <see cref="HighBits"/>.</summary>
        /// <remarks>H is near 1.5·2^108, with the unit 2^56: as an integer, the bits of H are those of the offset plus Q.</remarks>
        public readonly Vector512<long> Above => High.AsInt64() << 4;

        /// <summary>The rest of the sum, positive or negative.</summary>
        /// <remarks>The bits of the offset are a multiple of 2^51 and vanish in the shift by 56: the difference is L - 2^56·Q.</remarks>
        public readonly Vector512<long> Rest => Low - (High.AsInt64() << 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Digit(double* block, int index) => Avx512F.LoadVector512(block + Lanes * index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor FactorOf(Vector512<double> digit) => new(digit, Avx512DQ.ConvertToVector512Int64(digit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFactors(double* block, out Factor a0, out Factor a1, out Factor a2, out Factor a3, out Factor a4)
    {
        // Each digit in both representations, a double for H and an integer for L. The
        // conversion is exact, because digits are integers.
        a0 = FactorOf(Digit(block, 0));
        a1 = FactorOf(Digit(block, 1));
        a2 = FactorOf(Digit(block, 2));
        a3 = FactorOf(Digit(block, 3));
        a4 = FactorOf(Digit(block, 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFactors(
        double* block, Vector512<double> signs, out Factor a0, out Factor a1, out Factor a2, out Factor a3, out Factor a4)
    {
        // The sign is applied before the conversion, so that both representations agree.
        a0 = FactorOf(Digit(block, 0) ^ signs);
        a1 = FactorOf(Digit(block, 1) ^ signs);
        a2 = FactorOf(Digit(block, 2) ^ signs);
        a3 = FactorOf(Digit(block, 3) ^ signs);
        a4 = FactorOf(Digit(block, 4) ^ signs);
    }

    /// <summary>Columns without products, with the half digits that balance digits, and the compensation for factors half a digit too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartColumns(
        out Column c0, out Column c1, out Column c2, out Column c3, out Column c4, out Column c5, out Column c6, out Column c7,
        out Column c8)
    {
        // Every column but the lowest receives the bits of H from the column below, shifted
        // by 4; `later` subtracts the bits of the offset. Half a digit makes the low 52
        // bits a balanced digit plus half.
        const long later = Half - HighBits;
        c0 = new Column(High, Half);
        c1 = new Column(High, later);
        c2 = new Column(High, later);
        c3 = new Column(High, later);

        // The four folded digits and the quotient are used half a digit too large, which
        // saves five subtractions. The excess, 2^51 times every constant multiplied by such
        // a digit, is subtracted here. Column 4 gets no half digit, see TakeColumn4.
        c4 = StartFolded(High, TDigits.Fold00 + TDigits.Fold10 + TDigits.Fold20 + TDigits.Fold30 + TDigits.Modulus0, -HighBits);
        c5 = StartFolded(High, TDigits.Fold01 + TDigits.Fold11 + TDigits.Fold21 + TDigits.Fold31 + TDigits.Modulus1, later);
        c6 = StartFolded(High, TDigits.Fold02 + TDigits.Fold12 + TDigits.Fold22 + TDigits.Fold32 + TDigits.Modulus2, later);
        c7 = StartFolded(High, TDigits.Fold03 + TDigits.Fold13 + TDigits.Fold23 + TDigits.Fold33 + TDigits.Modulus3, later);
        c8 = StartFolded(TopHigh, TDigits.Fold04 + TDigits.Fold14 + TDigits.Fold24 + TDigits.Fold34 + TDigits.Modulus4, later);
    }

    /// <summary>A column minus half a digit times the sum of the constants that digits will be multiplied by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Column StartFolded(double high, double constants, long low) =>
        // H takes the nearest multiple of its unit, L the exact value modulo 2^64: the
        // difference is part of ρ, as for a product.
        new(high - Half * constants, unchecked(low - Half * (long)constants));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(in Factor a, in Factor b, ref Column column)
    {
        // |ab| <= 2^103: a tight and a loose factor; or 2^104 with a wide one. H keeps between 2^108 and 2^109 for up
        // to 16 such products of either sign, and each addition is off by at most 2^55.
        column.High = Vector512.FusedMultiplyAdd(a.Value, b.Value, column.High);

        // The same products modulo 2^64. H and L together determine the sum exactly,
        // whichever way H was rounded.
        column.Low += Avx512DQ.MultiplyLow(a.Integer, b.Integer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        in Factor a, in Factor b0, in Factor b1, in Factor b2, in Factor b3, in Factor b4,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4)
    {
        // A product stays whole: digits i and j meet in column i + j, and no column
        // receives upper halves.
        AddProduct(a, b0, ref c0);
        AddProduct(a, b1, ref c1);
        AddProduct(a, b2, ref c2);
        AddProduct(a, b3, ref c3);
        AddProduct(a, b4, ref c4);
    }

    /// <summary>The same with a constant, which stays in memory: a register for each constant would spill the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(in Factor a, double b, ref Column column)
    {
        // AVX-512 multiply-adds take a broadcast constant directly from memory.
        column.High = Vector512.FusedMultiplyAdd(a.Value, Vector512.Create(b), column.High);
        column.Low += Avx512DQ.MultiplyLow(a.Integer, Vector512.Create((long)b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        in Factor a, double b0, double b1, double b2, double b3, double b4,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4)
    {
        // The same columns as for variable digits. The constants are tight: digits of folds
        // or of m.
        AddProduct(a, b0, ref c0);
        AddProduct(a, b1, ref c1);
        AddProduct(a, b2, ref c2);
        AddProduct(a, b3, ref c3);
        AddProduct(a, b4, ref c4);
    }

    /// <summary>Takes the low digit out of a column, half a digit too large, and carries the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor TakeDigit(in Column column, ref Column above)
    {
        // The sum is 2^56·Q + ρ. The arithmetic shift of ρ rounds down, to match a digit
        // from 0 to 2^52 - 1; Q counts 2^4 in the column above.
        above.Low += (column.Rest >> Width) + column.Above;

        // L and ρ differ by a multiple of 2^56, so the low digit is already known from L.
        return LowDigit(column.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor LowDigit(Vector512<long> column)
    {
        // 0 to 2^52 - 1: a balanced digit plus half, and loose as a factor.
        var digit = column & Vector512.Create(Mask);
        return new Factor(Avx512DQ.ConvertToVector512Double(digit), digit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldDigit0(
        in Factor digit, ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8) =>
        // r0 ≡ 2^208·(r0·f0) with f0 ≡ 2^-208 and |f0| <= m/2: the digit moves up by four
        // columns.
        AddRow(
            digit, TDigits.Fold00, TDigits.Fold01, TDigits.Fold02, TDigits.Fold03, TDigits.Fold04, ref c4, ref c5, ref c6, ref c7, ref c8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldDigit1(
        in Factor digit, ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8) =>
        AddRow(
            digit, TDigits.Fold10, TDigits.Fold11, TDigits.Fold12, TDigits.Fold13, TDigits.Fold14, ref c4, ref c5, ref c6, ref c7, ref c8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldDigit2(
        in Factor digit, ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8) =>
        AddRow(
            digit, TDigits.Fold20, TDigits.Fold21, TDigits.Fold22, TDigits.Fold23, TDigits.Fold24, ref c4, ref c5, ref c6, ref c7, ref c8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldDigit3(
        in Factor digit, ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8) =>
        AddRow(
            digit, TDigits.Fold30, TDigits.Fold31, TDigits.Fold32, TDigits.Fold33, TDigits.Fold34, ref c4, ref c5, ref c6, ref c7, ref c8);

    /// <summary>Clears column 4 by Montgomery's step, and leaves integers in the remaining columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeColumn4(
        ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        ClearColumn4(Quotient(c4), ref c4, ref c5, ref c6, ref c7, ref c8, out t5, out t6, out t7, out t8, out t9);
    }

    /// <summary>The quotient of Montgomery's step, half a digit too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor Quotient(in Column c4) =>
        // The column holds S - 2^51·m0 with S the true sum. Times -1/m this is q + 2^51
        // modulo 2^52, because m0/m ≡ 1: the low bits are the balanced quotient plus half a
        // digit.
        LowDigit(Avx512DQ.MultiplyLow(c4.Low, Vector512.Create((long)TDigits.NegativeInverse)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearColumn4(
        in Factor quotient, ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        AddRow(
            quotient, TDigits.Modulus0, TDigits.Modulus1, TDigits.Modulus2, TDigits.Modulus3, TDigits.Modulus4,
            ref c4, ref c5, ref c6, ref c7, ref c8);

        // c4 is now a multiple of 2^52, and the carry is exact. All columns become ρ plus
        // 2^4·Q of the column below, less than 2^60 in size.
        t5 = c5.Rest + ((c4.Rest >> Width) + c4.Above);
        t6 = c6.Rest + c5.Above;
        t7 = c7.Rest + c6.Above;

        // Column 8 holds only products with a last digit, less than 2^101, and has the unit
        // 2^52: its multiples count 1 in column 9.
        t8 = c8.Low - (c8.High.AsInt64() << Width) + c7.Above;

        // The offset of H is exchanged for that of a double near 1.5·2^52: the difference
        // between this double and 1.5·2^52 is digit 4.
        t9 = c8.High.AsInt64() + Vector512.Create(TopBits - TopHighBits);
    }

    /// <summary>Columns 5 to 9 as tight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDigits(
        double* result, Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9)
    {
        // Columns 5 to 8 include half a digit, so the arithmetic shift rounds to nearest
        // and the digits are balanced.
        Avx512F.Store(result, BalancedDigit(t5));
        t6 += t5 >> Width;
        Avx512F.Store(result + Lanes, BalancedDigit(t6));
        t7 += t6 >> Width;
        Avx512F.Store(result + 2 * Lanes, BalancedDigit(t7));
        t8 += t7 >> Width;
        Avx512F.Store(result + 3 * Lanes, BalancedDigit(t8));
        t9 += t8 >> Width;
        Avx512F.Store(result + 4 * Lanes, t9.AsDouble() - Vector512.Create(TopOffset));
    }

    /// <summary>Columns 5 to 9 minus a number, as tight digits of least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(
        double* result, double* subtrahend,
        Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9) =>
        StoreDifference(
            result, Digit(subtrahend, 0), Digit(subtrahend, 1), Digit(subtrahend, 2), Digit(subtrahend, 3), Digit(subtrahend, 4), t5, t6, t7, t8, t9);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(
        double* result, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3, Vector512<double> s4,
        Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9)
    {
        // |v - c| is at most 3·m. Carries that have not reached t9 change the estimate by a
        // few units of digit 4, of which m has about 2^45.6: the error stays below 2^-40.
        t9 -= Avx512DQ.ConvertToVector512Int64(s4);
        var quotient = Quotient(t9.AsDouble() - Vector512.Create(TopOffset));

        // Digits may be loose, up to 2^52, and multiples of m up to 3·2^51: the sums stay
        // far below 2^63.
        t5 += Multiple0(quotient) - Avx512DQ.ConvertToVector512Int64(s0);
        t6 += Multiple1(quotient) - Avx512DQ.ConvertToVector512Int64(s1);
        t7 += Multiple2(quotient) - Avx512DQ.ConvertToVector512Int64(s2);
        t8 += Multiple3(quotient) - Avx512DQ.ConvertToVector512Int64(s3);
        t9 += Multiple4(quotient);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    /// <summary>The digit in a column's low bits, which are half a digit too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> BalancedDigit(Vector512<long> column) =>
        // 0xEA is (column & Mask) | LowBits in a single instruction: a double from 2^52 up
        // with the digit as its fraction.
        Avx512F.TernaryLogic(column, Vector512.Create(Mask), Vector512.Create(LowBits), 0xEA).AsDouble() - Vector512.Create(DigitOffset);
}
