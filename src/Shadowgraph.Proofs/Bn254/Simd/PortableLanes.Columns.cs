using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products in columns: column k counts 2^(52k), and takes all products of digits of that weight.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    /// <summary>A digit to be multiplied by constants, half a digit too large, which the start of the columns compensates.</summary>
    private readonly struct Factor(long integer)
    {
        public readonly double Value = integer;
        public readonly long Integer = integer;
    }

    /// <summary>A sum of products in two parts, see <see cref="NumberFormat"/>: rounded, and modulo 2^64.</summary>
    private ref struct Column(double high, long low)
    {
        public double High = high;
        public long Low = low;

        private readonly long Bits => BitConverter.DoubleToInt64Bits(High);

        /// <summary>The multiples of 2^57 in the sum, each 2^5 in the column above, plus <see cref="OffsetAbove"/>.</summary>
        public readonly long Above => Bits << AboveBits;

        /// <summary>The rest of the sum, positive or negative.</summary>
        public readonly long Rest => Low - (Bits << UnitBits);

        /// <summary>The carry into the column above after the low digit is taken.</summary>
        public readonly long Carry => (Rest >> Width) + Above;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddProduct(in Factor digit, double constant)
        {
            // Without a fused operation the product is rounded first, by at most 2^50, then
            // the sum, by half of 2^57. Both errors end up in ρ, which stays below 64·2^57.
            High += digit.Value * constant;
            Low += digit.Integer * (long)constant;
        }
    }

    /// <summary>
    /// Reduces products: folds the four low digits, and clears column 4 by Montgomery's step. Leaves integers in the remaining columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce<TProducts>(
        double* digits, long* integers, out long t5, out long t6, out long t7, out long t8, out long t9)
        where TProducts : struct, ILaneProducts
    {
        const long later = Half - OffsetAbove;

        // Each column in turn: the offset rounds the summed doubles to multiples of 2^57,
        // the integers are exact modulo 2^64. Half a digit makes the low bits a balanced
        // digit plus half, and `later` also subtracts the offset's bits in the carry from
        // below.
        var c0 = new Column(Offset + TProducts.Column(digits, 0), TProducts.Column(integers, 0) + Half);
        var r0 = new Factor(c0.Low & Mask);
        var c1 = new Column(Offset + TProducts.Column(digits, 1), TProducts.Column(integers, 1) + later + c0.Carry);
        var r1 = new Factor(c1.Low & Mask);
        var c2 = new Column(Offset + TProducts.Column(digits, 2), TProducts.Column(integers, 2) + later + c1.Carry);
        var r2 = new Factor(c2.Low & Mask);
        var c3 = new Column(Offset + TProducts.Column(digits, 3), TProducts.Column(integers, 3) + later + c2.Carry);
        var r3 = new Factor(c3.Low & Mask);

        // r_k·2^(52k) ≡ 2^208·(r_k·f_k) with f_k ≡ 2^(52(k - 4)) and |f_k| <= m/2: columns
        // 4 to 8 receive the folds of all four digits.
        var c4 = Fold<TProducts>(
            4, digits, integers, Offset, -OffsetAbove, r0, r1, r2, r3,
            TDigits.Fold00, TDigits.Fold10, TDigits.Fold20, TDigits.Fold30, TDigits.Modulus0);
        c4.Low += c3.Carry;

        // The column holds S - 2^51·m0 with S the true sum. Times -1/m this is q + 2^51
        // modulo 2^52: the balanced quotient plus half a digit.
        var quotient = new Factor((c4.Low * (long)TDigits.NegativeInverse) & Mask);
        c4.AddProduct(quotient, TDigits.Modulus0);

        // The upper columns get products, folds and multiples of m at once. Column 4 is a
        // multiple of 2^52 now, and its carry exact.
        var c5 = Fold<TProducts>(
            5, digits, integers, Offset, later, r0, r1, r2, r3,
            TDigits.Fold01, TDigits.Fold11, TDigits.Fold21, TDigits.Fold31, TDigits.Modulus1);
        c5.AddProduct(quotient, TDigits.Modulus1);
        t5 = c5.Rest + c4.Carry;
        var c6 = Fold<TProducts>(
            6, digits, integers, Offset, later, r0, r1, r2, r3,
            TDigits.Fold02, TDigits.Fold12, TDigits.Fold22, TDigits.Fold32, TDigits.Modulus2);
        c6.AddProduct(quotient, TDigits.Modulus2);
        t6 = c6.Rest + c5.Above;
        var c7 = Fold<TProducts>(
            7, digits, integers, Offset, later, r0, r1, r2, r3,
            TDigits.Fold03, TDigits.Fold13, TDigits.Fold23, TDigits.Fold33, TDigits.Modulus3);
        c7.AddProduct(quotient, TDigits.Modulus3);
        t7 = c7.Rest + c6.Above;
        var c8 = Fold<TProducts>(
            8, digits, integers, TopOffset, later, r0, r1, r2, r3,
            TDigits.Fold04, TDigits.Fold14, TDigits.Fold24, TDigits.Fold34, TDigits.Modulus4);
        c8.AddProduct(quotient, TDigits.Modulus4);

        // Column 8 holds only products with a last digit and has the unit 2^52: its
        // multiples count 1 in column 9.
        var top = BitConverter.DoubleToInt64Bits(c8.High);
        t8 = c8.Low - (top << Width) + c7.Above;
        t9 = top - TopOffsetBits;
    }

    /// <summary>
    /// A column's products and the products of the folded digits, minus half a digit times the sum of the constants that digits are multiplied by.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Column Fold<TProducts>(
        int column, double* digits, long* integers, double offset, long start, in Factor r0, in Factor r1,
        in Factor r2, in Factor r3, double f0, double f1, double f2, double f3, double modulus)
        where TProducts : struct, ILaneProducts
    {
        // The folded digits and the quotient are used half a digit too large. The excess,
        // 2^51 times the constants, is subtracted here from both sums, rounded in one and
        // exact in the other.
        var constants = f0 + f1 + f2 + f3 + modulus;
        var result = new Column(
            offset - Half * constants + TProducts.Column(digits, column),
            unchecked(TProducts.Column(integers, column) + (start - Half * (long)constants)));
        result.AddProduct(r0, f0);
        result.AddProduct(r1, f1);
        result.AddProduct(r2, f2);
        result.AddProduct(r3, f3);
        return result;
    }

    /// <summary>Columns 5 to 9 as tight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDigits(double* result, long t5, long t6, long t7, long t8, long t9)
    {
        // Half a digit is included in columns 5 to 8: masked bits minus half are balanced,
        // and arithmetic shifts round to nearest.
        result[0] = (t5 & Mask) - Half;
        t6 += t5 >> Width;
        result[1] = (t6 & Mask) - Half;
        t7 += t6 >> Width;
        result[2] = (t7 & Mask) - Half;
        t8 += t7 >> Width;
        result[3] = (t8 & Mask) - Half;
        result[4] = t9 + (t8 >> Width);
    }

    /// <summary>Columns 5 to 9 minus a number, as tight digits of least size modulo m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(double* result, double* subtrahend, long t5, long t6, long t7, long t8, long t9)
    {
        // |v - c| is at most 3·m. Carries that have not reached t9 are a few units, of
        // which m has about 2^45.6.
        t9 -= Whole(subtrahend[4]);
        var quotient = Quotient(t9);

        // Multiples of m are integers here, so no table and no limit of q is needed.
        t5 -= quotient * (long)TDigits.Modulus0 + Whole(subtrahend[0]);
        t6 -= quotient * (long)TDigits.Modulus1 + Whole(subtrahend[1]);
        t7 -= quotient * (long)TDigits.Modulus2 + Whole(subtrahend[2]);
        t8 -= quotient * (long)TDigits.Modulus3 + Whole(subtrahend[3]);
        t9 -= quotient * (long)TDigits.Modulus4;
        StoreDigits(result, t5, t6, t7, t8, t9);
    }
}
