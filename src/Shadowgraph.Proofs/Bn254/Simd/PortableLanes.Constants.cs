using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products by constants with rows prepared in advance.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    private const int Rows = 25;

    public static int ConstantLength => Rows;

    public static void SetConstants(double* constants, Limbs* source) =>
        ConstantRows<PortableLanes<TModulus, TDigits>>.Set(
            constants, source, LaneConstants<TModulus>.Width52.One, LaneConstants<TModulus>.Width52.Lower);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyByConstant(double* result, double* left, double* constant)
    {
        var digits = stackalloc double[Length];
        var integers = stackalloc long[Length];
        var rows = stackalloc long[Rows];
        Load(digits, integers, Digits, left);
        for (var i = 0; i < Rows; i++) rows[i] = Whole(constant[i]);
        for (var i = 0; i < Length; i += Digits, digits += Digits, integers += Digits)
        {
            ReduceRows(digits, integers, constant, rows, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    /// <summary>
    /// Sums the products of digits and rows, which are in columns 4 to 8 already, as if the four low digits had been folded, and clears column 4.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceRows(
        double* digits, long* integers, double* constant, long* rows, out long t5, out long t6, out long t7, out long t8, out long t9)
    {
        // Column 4 has no column below: no carry, and no half digit.
        const long later = Half - OffsetAbove;
        var c4 = SumRows(0, digits, integers, constant, rows, Offset, 0, TDigits.Modulus0);
        var quotient = new Factor((c4.Low * (long)TDigits.NegativeInverse) & Mask);
        c4.AddProduct(quotient, TDigits.Modulus0);
        var c5 = SumRows(1, digits, integers, constant, rows, Offset, later, TDigits.Modulus1);
        c5.AddProduct(quotient, TDigits.Modulus1);
        t5 = c5.Rest + c4.Carry;
        var c6 = SumRows(2, digits, integers, constant, rows, Offset, later, TDigits.Modulus2);
        c6.AddProduct(quotient, TDigits.Modulus2);
        t6 = c6.Rest + c5.Above;
        var c7 = SumRows(3, digits, integers, constant, rows, Offset, later, TDigits.Modulus3);
        c7.AddProduct(quotient, TDigits.Modulus3);
        t7 = c7.Rest + c6.Above;
        var c8 = SumRows(4, digits, integers, constant, rows, TopOffset, later, TDigits.Modulus4);
        c8.AddProduct(quotient, TDigits.Modulus4);
        var top = BitConverter.DoubleToInt64Bits(c8.High);
        t8 = c8.Low - (top << Width) + c7.Above;
        t9 = top - TopOffsetBits;
    }

    /// <summary>A column, minus half a digit times the digit of m that the quotient is multiplied by, as in <see cref="Fold"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Column SumRows(
        int column, double* digits, long* integers, double* constant, long* rows, double offset, long start, double modulus)
    {
        double* row = constant + column;
        long* whole = rows + column;
        return new Column(
            offset - Half * modulus
            + (digits[0] * row[0] + digits[1] * row[5] + digits[2] * row[10] + digits[3] * row[15] + digits[4] * row[20]),
            unchecked(
                start - Half * (long)modulus
                + (integers[0] * whole[0] + integers[1] * whole[5] + integers[2] * whole[10] + integers[3] * whole[15] + integers[4] * whole[20])));
    }
}
