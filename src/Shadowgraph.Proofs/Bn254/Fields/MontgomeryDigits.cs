using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>Montgomery multiplication on nine digits of 29 bits, for machines without an instruction for the upper word of a product.</summary>
/// <remarks>
/// <para>Product scanning: a column of products is summed without carries, and reduced at once. Factors are below 2²⁵⁶, a product of digits is
/// below 2⁵⁸, and a column has at most 36 products (nine for each of three products, and nine of the reduction) and a carry below 2³⁵: less than
/// 2⁶³·².</para>
/// <para>The lowest six digits are removed: each digit times 2⁻⁵⁸ mod m is added 58 bits higher, without a quotient, so that no column waits for
/// its predecessor. Two digits of a quotient have 29 bits and the last has 24: the steps together divide by R = 2²⁵⁶. The added terms, divided by
/// R, are less than 2¹⁷⁴·2⁵⁸m/R + 2⁸²·2¹⁷⁴m/R = (1 + 2⁻²⁴)m, so that 5m² gives less than 2m.</para>
/// <para>Digits stay in memory deliberately: multiplications take operands from memory, and the few live sums stay in registers.</para>
/// </remarks>
internal static unsafe class MontgomeryDigits<TModulus>
    where TModulus : struct, IModulus
{
    private const int Bits = 29;
    private const int LastBits = 24;
    private const ulong Mask = (1UL << Bits) - 1;
    private const ulong LastMask = (1UL << LastBits) - 1;
    private const int Digits = 9;

    /// <summary>ab/R mod m: 81 + 81 multiplications and 3 for the quotient digits; the product up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public static void Multiply(in Limbs a, in Limbs b, out Limbs result)
    {
        var factors = stackalloc ulong[8 * Digits];
        Cut(a, factors);
        Cut(b, factors + Digits);
        Reduce<DigitProduct>(factors, out result);
    }

    /// <summary>a²/R mod m: 45 + 81 multiplications and 3; the square up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public static void Square(in Limbs a, out Limbs result)
    {
        var factors = stackalloc ulong[8 * Digits];
        Cut(a, factors);
        for (var i = 0; i < Digits; i++) factors[Digits + i] = 2 * factors[i];
        Reduce<DigitSquare>(factors, out result);
    }

    /// <summary>(ab + cd)/R mod m: 162 + 81 multiplications and 3; the sum up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d)
    {
        var factors = stackalloc ulong[8 * Digits];
        Cut(a, factors);
        Cut(b, factors + Digits);
        Cut(c, factors + 2 * Digits);
        Cut(d, factors + 3 * Digits);
        Reduce<DigitProductSum<DigitProduct, DigitProduct>>(factors, out var result);
        return result;
    }

    /// <summary>(ab + cd + ef)/R mod m: 243 + 81 multiplications and 3; the sum up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d, in Limbs e, in Limbs f)
    {
        var factors = stackalloc ulong[8 * Digits];
        Cut(a, factors);
        Cut(b, factors + Digits);
        Cut(c, factors + 2 * Digits);
        Cut(d, factors + 3 * Digits);
        Cut(e, factors + 4 * Digits);
        Cut(f, factors + 5 * Digits);
        Reduce<DigitProductSum<DigitProductSum<DigitProduct, DigitProduct>, DigitProduct>>(factors, out var result);
        return result;
    }

    /// <summary>The number represented by the columns, divided by R.</summary>
    /// <param name="factors">The factors' digits, and room for twice nine further digits.</param>
    /// <param name="value">The result, canonical.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce<TProducts>(ulong* factors, out Limbs value)
        where TProducts : struct, IDigitProducts
    {
        var m = TModulus.Modulus;
        var n = TModulus.Shift58;
        var inverse = TModulus.NegativeInverse & Mask;
        ulong m0 = m.L0 & Mask, m1 = (m.L0 >> 29) & Mask, m2 = ((m.L0 >> 58) | (m.L1 << 6)) & Mask, m3 = (m.L1 >> 23) & Mask;
        ulong m4 = ((m.L1 >> 52) | (m.L2 << 12)) & Mask, m5 = (m.L2 >> 17) & Mask, m6 = ((m.L2 >> 46) | (m.L3 << 18)) & Mask;
        ulong m7 = (m.L3 >> 11) & Mask, m8 = m.L3 >> 40;
        ulong n0 = n.L0 & Mask, n1 = (n.L0 >> 29) & Mask, n2 = ((n.L0 >> 58) | (n.L1 << 6)) & Mask, n3 = (n.L1 >> 23) & Mask;
        ulong n4 = ((n.L1 >> 52) | (n.L2 << 12)) & Mask, n5 = (n.L2 >> 17) & Mask, n6 = ((n.L2 >> 46) | (n.L3 << 18)) & Mask;
        ulong n7 = (n.L3 >> 11) & Mask, n8 = n.L3 >> 40, sum, digit;
        var q = factors + TProducts.Digits;
        var result = q + Digits;

        sum = TProducts.Column(factors, 0);
        q[0] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 1);
        q[1] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 2) + q[0] * n0;
        q[2] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 3) + q[0] * n1 + q[1] * n0;
        q[3] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 4) + q[0] * n2 + q[1] * n1 + q[2] * n0;
        q[4] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 5) + q[0] * n3 + q[1] * n2 + q[2] * n1 + q[3] * n0;
        q[5] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 6) + q[0] * n4 + q[1] * n3 + q[2] * n2 + q[3] * n1 + q[4] * n0;
        q[6] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += TProducts.Column(factors, 7) + q[0] * n5 + q[1] * n4 + q[2] * n3 + q[3] * n2 + q[4] * n1 + q[5] * n0 + q[6] * m1;
        q[7] = digit = (sum * inverse) & Mask;
        sum = (sum + digit * m0) >> Bits;

        sum += TProducts.Column(factors, 8) + q[0] * n6 + q[1] * n5 + q[2] * n4 + q[3] * n3 + q[4] * n2 + q[5] * n1 + q[6] * m2
            + q[7] * m1;
        q[8] = digit = (sum * inverse) & LastMask;
        sum = (sum + digit * m0) >> LastBits;

        // From this column on, every column starts five bits above the end of a quotient digit.
        var lowest = sum & 31;
        sum >>= Bits - LastBits;

        sum += TProducts.Column(factors, 9) + q[0] * n7 + q[1] * n6 + q[2] * n5 + q[3] * n4 + q[4] * n3 + q[5] * n2 + q[6] * m3
            + q[7] * m2 + q[8] * m1;
        result[0] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 10) + q[0] * n8 + q[1] * n7 + q[2] * n6 + q[3] * n5 + q[4] * n4 + q[5] * n3 + q[6] * m4
            + q[7] * m3 + q[8] * m2;
        result[1] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 11) + q[1] * n8 + q[2] * n7 + q[3] * n6 + q[4] * n5 + q[5] * n4 + q[6] * m5 + q[7] * m4
            + q[8] * m3;
        result[2] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 12) + q[2] * n8 + q[3] * n7 + q[4] * n6 + q[5] * n5 + q[6] * m6 + q[7] * m5 + q[8] * m4;
        result[3] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 13) + q[3] * n8 + q[4] * n7 + q[5] * n6 + q[6] * m7 + q[7] * m6 + q[8] * m5;
        result[4] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 14) + q[4] * n8 + q[5] * n7 + q[6] * m8 + q[7] * m7 + q[8] * m6;
        result[5] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 15) + q[5] * n8 + q[7] * m8 + q[8] * m7;
        result[6] = sum & Mask;
        sum >>= Bits;

        sum += TProducts.Column(factors, 16) + q[8] * m8;
        result[7] = sum & Mask;
        sum >>= Bits;

        value = Montgomery<TModulus>.ReduceOnce(
            lowest | (result[0] << 5) | (result[1] << 34) | (result[2] << 63),
            (result[2] >> 1) | (result[3] << 28) | (result[4] << 57),
            (result[4] >> 7) | (result[5] << 22) | (result[6] << 51),
            (result[6] >> 13) | (result[7] << 16) | (sum << 45));
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
