using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products in columns: column k counts 2^(52k), and takes all products of digits of that weight.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    /// <summary>A digit to be multiplied. The integer may be half a digit more, where the columns' start makes up for it.</summary>
    private readonly struct Factor(Vector512<double> value, Vector512<long> integer)
    {
        public readonly Vector512<double> Value = value;
        public readonly Vector512<long> Integer = integer;
    }

    /// <summary>A sum of products, which <see cref="NumberFormat"/> explains: about how much it is, and what it is modulo 2^64.</summary>
    private struct Column(double high, long low)
    {
        public Vector512<double> High = Vector512.Create(high);
        public Vector512<long> Low = Vector512.Create(low);

        /// <summary>The multiples of 2^56 in the sum, each 2^4 in the column above, with what <see cref="HighBits"/> takes off.</summary>
        public readonly Vector512<long> Above => High.AsInt64() << 4;

        /// <summary>The rest of the sum, of either sign.</summary>
        public readonly Vector512<long> Rest => Low - (High.AsInt64() << 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Digit(double* block, int index) => Vector512.Load(block + Lanes * index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor FactorOf(Vector512<double> digit) => new(digit, Avx512DQ.ConvertToVector512Int64(digit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFactors(double* block, out Factor a0, out Factor a1, out Factor a2, out Factor a3, out Factor a4)
    {
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
        a0 = FactorOf(Digit(block, 0) ^ signs);
        a1 = FactorOf(Digit(block, 1) ^ signs);
        a2 = FactorOf(Digit(block, 2) ^ signs);
        a3 = FactorOf(Digit(block, 3) ^ signs);
        a4 = FactorOf(Digit(block, 4) ^ signs);
    }

    /// <summary>Columns without products, but with what rounds their digits and what makes up for factors half a digit larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartColumns(
        out Column c0, out Column c1, out Column c2, out Column c3, out Column c4, out Column c5, out Column c6, out Column c7,
        out Column c8)
    {
        const long later = Half - HighBits;
        c0 = new Column(High, Half);
        c1 = new Column(High, later);
        c2 = new Column(High, later);
        c3 = new Column(High, later);
        c4 = StartFolded(High, TDigits.Fold00 + TDigits.Fold10 + TDigits.Fold20 + TDigits.Fold30 + TDigits.Modulus0, -HighBits);
        c5 = StartFolded(High, TDigits.Fold01 + TDigits.Fold11 + TDigits.Fold21 + TDigits.Fold31 + TDigits.Modulus1, later);
        c6 = StartFolded(High, TDigits.Fold02 + TDigits.Fold12 + TDigits.Fold22 + TDigits.Fold32 + TDigits.Modulus2, later);
        c7 = StartFolded(High, TDigits.Fold03 + TDigits.Fold13 + TDigits.Fold23 + TDigits.Fold33 + TDigits.Modulus3, later);
        c8 = StartFolded(TopHigh, TDigits.Fold04 + TDigits.Fold14 + TDigits.Fold24 + TDigits.Fold34 + TDigits.Modulus4, later);
    }

    /// <summary>A column less half a digit times the sum of the constants that digits will be multiplied by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Column StartFolded(double high, double constants, long low) =>
        new(high - Half * constants, unchecked(low - Half * (long)constants));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(in Factor a, in Factor b, ref Column column)
    {
        column.High = Vector512.FusedMultiplyAdd(a.Value, b.Value, column.High);
        column.Low += Avx512DQ.MultiplyLow(a.Integer, b.Integer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        in Factor a, in Factor b0, in Factor b1, in Factor b2, in Factor b3, in Factor b4,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4)
    {
        AddProduct(a, b0, ref c0);
        AddProduct(a, b1, ref c1);
        AddProduct(a, b2, ref c2);
        AddProduct(a, b3, ref c3);
        AddProduct(a, b4, ref c4);
    }

    /// <summary>The same with a constant, which stays in memory: a register for each would push the columns out of theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(in Factor a, double b, ref Column column)
    {
        column.High = Vector512.FusedMultiplyAdd(a.Value, Vector512.Create(b), column.High);
        column.Low += Avx512DQ.MultiplyLow(a.Integer, Vector512.Create((long)b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        in Factor a, double b0, double b1, double b2, double b3, double b4,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4)
    {
        AddProduct(a, b0, ref c0);
        AddProduct(a, b1, ref c1);
        AddProduct(a, b2, ref c2);
        AddProduct(a, b3, ref c3);
        AddProduct(a, b4, ref c4);
    }

    /// <summary>Takes the low digit out of a column, half a digit larger, and carries what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor TakeDigit(in Column column, ref Column above)
    {
        above.Low += (column.Rest >> Width) + column.Above;
        return LowDigit(column.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor LowDigit(Vector512<long> column)
    {
        var digit = column & Vector512.Create(Mask);
        return new Factor(Avx512DQ.ConvertToVector512Double(digit), digit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldDigit0(
        in Factor digit, ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8) =>
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

    /// <summary>Brings column 4 to nothing by Montgomery's step, and leaves integers in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeColumn4(
        ref Column c4, ref Column c5, ref Column c6, ref Column c7, ref Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        // The column lacks half a digit times m0, so this is the quotient, half a digit larger.
        var quotient = LowDigit(Avx512DQ.MultiplyLow(c4.Low, Vector512.Create((long)TDigits.NegativeInverse)));
        AddRow(
            quotient, TDigits.Modulus0, TDigits.Modulus1, TDigits.Modulus2, TDigits.Modulus3, TDigits.Modulus4,
            ref c4, ref c5, ref c6, ref c7, ref c8);
        t5 = c5.Rest + ((c4.Rest >> Width) + c4.Above);
        t6 = c6.Rest + c5.Above;
        t7 = c7.Rest + c6.Above;
        t8 = c8.Low - (c8.High.AsInt64() << Width) + c7.Above;
        t9 = c8.High.AsInt64() + Vector512.Create(TopBits - TopHighBits);
    }

    /// <summary>Columns 5 to 9 as tight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDigits(
        double* result, Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9)
    {
        BalancedDigit(t5).Store(result);
        t6 += t5 >> Width;
        BalancedDigit(t6).Store(result + Lanes);
        t7 += t6 >> Width;
        BalancedDigit(t7).Store(result + 2 * Lanes);
        t8 += t7 >> Width;
        BalancedDigit(t8).Store(result + 3 * Lanes);
        t9 += t8 >> Width;
        (t9.AsDouble() - Vector512.Create(TopOffset)).Store(result + 4 * Lanes);
    }

    /// <summary>Columns 5 to 9 less a number, as tight digits of the least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(
        double* result, double* subtrahend,
        Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9)
    {
        t9 -= Integer(subtrahend, 4);
        var quotient = Quotient(t9.AsDouble() - Vector512.Create(TopOffset));
        t5 += Multiple0(quotient) - Integer(subtrahend, 0);
        t6 += Multiple1(quotient) - Integer(subtrahend, 1);
        t7 += Multiple2(quotient) - Integer(subtrahend, 2);
        t8 += Multiple3(quotient) - Integer(subtrahend, 3);
        t9 += Multiple4(quotient);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    /// <summary>The digit that a column's low bits are, half a digit too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> BalancedDigit(Vector512<long> column) =>
        Avx512F.TernaryLogic(column, Vector512.Create(Mask), Vector512.Create(LowBits), 0xEA).AsDouble() - Vector512.Create(DigitOffset);
}
