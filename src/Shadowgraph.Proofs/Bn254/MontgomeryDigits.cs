using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Montgomery multiplication on nine digits of 29 bits, for machines that give only the lower word of a product.</summary>
/// <remarks>
/// <para>Product scanning: a column of products is summed without any carry. Factors are below 2²⁵⁶, a product of digits is below 2⁵⁸, and
/// a column has at most 36 of them (three products of nine digits, and the quotient's) and a carry below 2³⁵: less than 2⁶³·².</para>
/// <para>Eight digits of the quotient have 29 bits and the last one 24: together they divide by 2²⁵⁶. Digits stay in memory on purpose:
/// multiplications read them from there, and the few live sums stay in registers; only the newest digit of the quotient is waited for.</para>
/// </remarks>
internal static unsafe class MontgomeryDigits<TModulus>
    where TModulus : struct, IModulus
{
    private const int Bits = 29;
    private const int LastBits = 24;
    private const ulong Mask = (1UL << Bits) - 1;
    private const ulong LastMask = (1UL << LastBits) - 1;
    private const int Digits = 9;
    private const int Columns = 2 * Digits - 1;

    /// <summary>ab/R mod m: 81 + 81 multiplications and 9 for the quotient digits; the product up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Multiply(in Limbs a, in Limbs b, out Limbs result)
    {
        var columns = stackalloc ulong[Columns + 2 * Digits];
        var digits = columns + Columns;
        Cut(a, digits);
        Cut(b, digits + Digits);
        Product(digits, digits + Digits, columns);
        Reduce(columns, digits, out result);
    }

    /// <summary>a²/R mod m: 45 + 81 multiplications and 9; the square up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Square(in Limbs a, out Limbs result)
    {
        var columns = stackalloc ulong[Columns + 2 * Digits];
        var digits = columns + Columns;
        Cut(a, digits);
        for (var i = 0; i < Digits; i++) digits[Digits + i] = 2 * digits[i];
        Square(digits, digits + Digits, columns);
        Reduce(columns, digits, out result);
    }

    /// <summary>(ab + cd)/R mod m: 162 + 81 multiplications and 9; the sum up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d)
    {
        var columns = stackalloc ulong[2 * Columns + 2 * Digits];
        var digits = columns + 2 * Columns;
        Product(a, b, digits, columns);
        AddProduct(c, d, digits, columns);
        Reduce(columns, digits, out var result);
        return result;
    }

    /// <summary>(ab + cd + ef)/R mod m: 243 + 81 multiplications and 9; the sum up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d, in Limbs e, in Limbs f)
    {
        var columns = stackalloc ulong[2 * Columns + 2 * Digits];
        var digits = columns + 2 * Columns;
        Product(a, b, digits, columns);
        AddProduct(c, d, digits, columns);
        AddProduct(e, f, digits, columns);
        Reduce(columns, digits, out var result);
        return result;
    }

    /// <summary>The columns of a product more, by way of those that follow the columns.</summary>
    private static void AddProduct(in Limbs a, in Limbs b, ulong* digits, ulong* columns)
    {
        Product(a, b, digits, columns + Columns);
        for (var i = 0; i < Columns; i++) columns[i] += columns[Columns + i];
    }

    /// <summary>The columns of a product.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Product(in Limbs a, in Limbs b, ulong* digits, ulong* columns)
    {
        Cut(a, digits);
        Cut(b, digits + Digits);
        Product(digits, digits + Digits, columns);
    }

    /// <summary>The columns of a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product(ulong* a, ulong* b, ulong* columns)
    {
        columns[0] = a[0] * b[0];
        columns[1] = a[0] * b[1] + a[1] * b[0];
        columns[2] = a[0] * b[2] + a[1] * b[1] + a[2] * b[0];
        columns[3] = a[0] * b[3] + a[1] * b[2] + a[2] * b[1] + a[3] * b[0];
        columns[4] = a[0] * b[4] + a[1] * b[3] + a[2] * b[2] + a[3] * b[1] + a[4] * b[0];
        columns[5] = a[0] * b[5] + a[1] * b[4] + a[2] * b[3] + a[3] * b[2] + a[4] * b[1] + a[5] * b[0];
        columns[6] = a[0] * b[6] + a[1] * b[5] + a[2] * b[4] + a[3] * b[3] + a[4] * b[2] + a[5] * b[1] + a[6] * b[0];
        columns[7] = a[0] * b[7] + a[1] * b[6] + a[2] * b[5] + a[3] * b[4] + a[4] * b[3] + a[5] * b[2] + a[6] * b[1] + a[7] * b[0];
        columns[8] = a[0] * b[8] + a[1] * b[7] + a[2] * b[6] + a[3] * b[5] + a[4] * b[4] + a[5] * b[3] + a[6] * b[2] + a[7] * b[1]
            + a[8] * b[0];
        columns[9] = a[1] * b[8] + a[2] * b[7] + a[3] * b[6] + a[4] * b[5] + a[5] * b[4] + a[6] * b[3] + a[7] * b[2] + a[8] * b[1];
        columns[10] = a[2] * b[8] + a[3] * b[7] + a[4] * b[6] + a[5] * b[5] + a[6] * b[4] + a[7] * b[3] + a[8] * b[2];
        columns[11] = a[3] * b[8] + a[4] * b[7] + a[5] * b[6] + a[6] * b[5] + a[7] * b[4] + a[8] * b[3];
        columns[12] = a[4] * b[8] + a[5] * b[7] + a[6] * b[6] + a[7] * b[5] + a[8] * b[4];
        columns[13] = a[5] * b[8] + a[6] * b[7] + a[7] * b[6] + a[8] * b[5];
        columns[14] = a[6] * b[8] + a[7] * b[7] + a[8] * b[6];
        columns[15] = a[7] * b[8] + a[8] * b[7];
        columns[16] = a[8] * b[8];
    }

    /// <summary>The columns of a square, from the digits and from twice the digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(ulong* a, ulong* twice, ulong* columns)
    {
        columns[0] = a[0] * a[0];
        columns[1] = twice[0] * a[1];
        columns[2] = twice[0] * a[2] + a[1] * a[1];
        columns[3] = twice[0] * a[3] + twice[1] * a[2];
        columns[4] = twice[0] * a[4] + twice[1] * a[3] + a[2] * a[2];
        columns[5] = twice[0] * a[5] + twice[1] * a[4] + twice[2] * a[3];
        columns[6] = twice[0] * a[6] + twice[1] * a[5] + twice[2] * a[4] + a[3] * a[3];
        columns[7] = twice[0] * a[7] + twice[1] * a[6] + twice[2] * a[5] + twice[3] * a[4];
        columns[8] = twice[0] * a[8] + twice[1] * a[7] + twice[2] * a[6] + twice[3] * a[5] + a[4] * a[4];
        columns[9] = twice[1] * a[8] + twice[2] * a[7] + twice[3] * a[6] + twice[4] * a[5];
        columns[10] = twice[2] * a[8] + twice[3] * a[7] + twice[4] * a[6] + a[5] * a[5];
        columns[11] = twice[3] * a[8] + twice[4] * a[7] + twice[5] * a[6];
        columns[12] = twice[4] * a[8] + twice[5] * a[7] + a[6] * a[6];
        columns[13] = twice[5] * a[8] + twice[6] * a[7];
        columns[14] = twice[6] * a[8] + a[7] * a[7];
        columns[15] = twice[7] * a[8];
        columns[16] = a[8] * a[8];
    }

    /// <summary>What the columns stand for, divided by R. The digits of the quotient replace what was in q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(ulong* columns, ulong* q, out Limbs result)
    {
        var m = TModulus.Modulus;
        var inverse = TModulus.NegativeInverse & Mask;
        ulong m0 = m.L0 & Mask, m1 = (m.L0 >> 29) & Mask, m2 = ((m.L0 >> 58) | (m.L1 << 6)) & Mask, m3 = (m.L1 >> 23) & Mask;
        ulong m4 = ((m.L1 >> 52) | (m.L2 << 12)) & Mask, m5 = (m.L2 >> 17) & Mask, m6 = ((m.L2 >> 46) | (m.L3 << 18)) & Mask;
        ulong m7 = (m.L3 >> 11) & Mask, m8 = m.L3 >> 40, sum, digit;

        sum = columns[0];
        q[0] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[1] + digit * m1;
        q[1] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[2] + q[0] * m2 + digit * m1;
        q[2] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[3] + q[0] * m3 + q[1] * m2 + digit * m1;
        q[3] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[4] + q[0] * m4 + q[1] * m3 + q[2] * m2 + digit * m1;
        q[4] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[5] + q[0] * m5 + q[1] * m4 + q[2] * m3 + q[3] * m2 + digit * m1;
        q[5] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[6] + q[0] * m6 + q[1] * m5 + q[2] * m4 + q[3] * m3 + q[4] * m2 + digit * m1;
        q[6] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[7] + q[0] * m7 + q[1] * m6 + q[2] * m5 + q[3] * m4 + q[4] * m3 + q[5] * m2 + digit * m1;
        q[7] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += columns[8] + q[0] * m8 + q[1] * m7 + q[2] * m6 + q[3] * m5 + q[4] * m4 + q[5] * m3 + q[6] * m2 + digit * m1;
        q[8] = digit = (sum * inverse) & LastMask;
        sum = (sum + digit * m0) >> LastBits;

        // From here on every column starts five bits above a place where the last digit of the quotient ended.
        var lowest = sum & 31;
        sum >>= Bits - LastBits;
        sum += columns[9] + q[1] * m8 + q[2] * m7 + q[3] * m6 + q[4] * m5 + q[5] * m4 + q[6] * m3 + q[7] * m2 + digit * m1;
        columns[0] = sum & Mask;
        sum >>= Bits;
        sum += columns[10] + q[2] * m8 + q[3] * m7 + q[4] * m6 + q[5] * m5 + q[6] * m4 + q[7] * m3 + q[8] * m2;
        columns[1] = sum & Mask;
        sum >>= Bits;
        sum += columns[11] + q[3] * m8 + q[4] * m7 + q[5] * m6 + q[6] * m5 + q[7] * m4 + q[8] * m3;
        columns[2] = sum & Mask;
        sum >>= Bits;
        sum += columns[12] + q[4] * m8 + q[5] * m7 + q[6] * m6 + q[7] * m5 + q[8] * m4;
        columns[3] = sum & Mask;
        sum >>= Bits;
        sum += columns[13] + q[5] * m8 + q[6] * m7 + q[7] * m6 + q[8] * m5;
        columns[4] = sum & Mask;
        sum >>= Bits;
        sum += columns[14] + q[6] * m8 + q[7] * m7 + q[8] * m6;
        columns[5] = sum & Mask;
        sum >>= Bits;
        sum += columns[15] + q[7] * m8 + q[8] * m7;
        columns[6] = sum & Mask;
        sum >>= Bits;
        sum += columns[16] + q[8] * m8;
        columns[7] = sum & Mask;
        sum >>= Bits;

        result = Montgomery<TModulus>.ReduceOnce(
            lowest | (columns[0] << 5) | (columns[1] << 34) | (columns[2] << 63),
            (columns[2] >> 1) | (columns[3] << 28) | (columns[4] << 57),
            (columns[4] >> 7) | (columns[5] << 22) | (columns[6] << 51),
            (columns[6] >> 13) | (columns[7] << 16) | (sum << 45));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cut(in Limbs value, ulong* digits)
    {
        ulong l0 = value.L0, l1 = value.L1, l2 = value.L2, l3 = value.L3;
        digits[0] = l0 & Mask;
        digits[1] = (l0 >> 29) & Mask;
        digits[2] = ((l0 >> 58) | (l1 << 6)) & Mask;
        digits[3] = (l1 >> 23) & Mask;
        digits[4] = ((l1 >> 52) | (l2 << 12)) & Mask;
        digits[5] = (l2 >> 17) & Mask;
        digits[6] = ((l2 >> 46) | (l3 << 18)) & Mask;
        digits[7] = (l3 >> 11) & Mask;
        digits[8] = l3 >> 40;
    }
}
