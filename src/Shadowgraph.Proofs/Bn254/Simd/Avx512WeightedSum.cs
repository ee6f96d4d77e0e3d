using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Sums of products with the digits of a scalar in the lanes of an AVX-512 register: about 12 cycles per product.</summary>
/// <remarks>
/// <para>Scalars are cut into five digits of 52 bits, 0 to 2^52 - 1, as doubles. Each digit of a weight is multiplied by all five digits of a value at
/// once: rounding a·b + 2^104 toward zero gives 2^104 + 2^52·floor(a·b/2^52), because doubles from 2^104 to 2^105 are the multiples of 2^52; the
/// remainder of a·b, plus 2^52, is then exact as well. The lower 52 bits of both results are the halves of the product as integers, and are added as
/// integers, together with the exponent bits, which are subtracted in the end.</para>
/// <para>A column of the result gets at most ten halves from each product, so the sum of 256 products stays below 2560·2^52 &lt; 2^64.</para>
/// </remarks>
internal static unsafe class Avx512WeightedSum
{
    /// <summary>Digits of a scalar.</summary>
    public const int Digits = 5;

    private const int Width = 52;
    private const ulong Mask = (1UL << Width) - 1;
    private const double High = (double)(1L << Width) * (1L << Width);
    private const double HighPlusLow = High + (1L << Width);
    private const ulong HighBits = 0x4670_0000_0000_0000;
    private const ulong LowBits = 0x4330_0000_0000_0000;

    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    /// <summary>The digits of a weight, lowest first.</summary>
    public static void Split(in Limbs value, Span<double> digits)
    {
        // Unsigned digits: here all products are positive, and rounding toward zero is
        // available.
        digits[0] = value.L0 & Mask;
        digits[1] = ((value.L0 >> 52) | (value.L1 << 12)) & Mask;
        digits[2] = ((value.L1 >> 40) | (value.L2 << 24)) & Mask;
        digits[3] = ((value.L2 >> 28) | (value.L3 << 36)) & Mask;
        digits[4] = value.L3 >> 16;
    }

    /// <summary>The sum of weights[ids[i]]·values[places[i]] for at most 256 terms, all values below 2²⁵⁴.</summary>
    [MethodImpl(Kernel.Optimized)]
    [SkipLocalsInit]
    public static void Compute(double* weights, int* ids, int* places, int count, Limbs* values, out WideSum sum)
    {
        Vector512<ulong> l0 = default, l1 = default, l2 = default, l3 = default, l4 = default;
        Vector512<ulong> h0 = default, h1 = default, h2 = default, h3 = default, h4 = default;

        // Lane j of l_i and h_i holds the halves of products of digit i of the weight and
        // digit j of the value. No carry is needed within the loop: each lane of l_i and
        // h_i gains less than 2^52 per product.
        for (var i = 0; i < count; i++)
        {
            // Weights were split once, in advance; values are split here, all digits at
            // once.
            var digits = SplitIntoLanes(values + places[i]);

            // A digit of the weight is broadcast, and meets all five digits of the value at
            // once.
            var weight = weights + (Digits * (long)ids[i]);
            AddProducts(weight[0], digits, ref l0, ref h0);
            AddProducts(weight[1], digits, ref l1, ref h1);
            AddProducts(weight[2], digits, ref l2, ref h2);
            AddProducts(weight[3], digits, ref l3, ref h3);
            AddProducts(weight[4], digits, ref l4, ref h4);
        }

        // Lane j of rank i belongs to column i + j. Lanes 5 to 7 hold exponent bits only.
        // Every addition also brought the exponent bits of 2^52 or 2^104, count times in
        // total, modulo 2^64.
        var low = unchecked((ulong)count * LowBits);
        var high = unchecked((ulong)count * HighBits);
        var both = Vector512.Create(unchecked(low + high));
        var rank0 = l0 - Vector512.Create(low);

        // The upper half of a product in rank i counts like a lower half in rank i + 1.
        var rank1 = l1 + h0 - both;
        var rank2 = l2 + h1 - both;
        var rank3 = l3 + h2 - both;
        var rank4 = l4 + h3 - both;
        var rank5 = h4 - Vector512.Create(high);

        // A shift of rank i by i lanes aligns columns 0 to 7. Columns 8 and 9 leave the
        // register and are added as scalars.
        var columns = rank0
            + Avx512F.AlignRight64(rank1, Vector512<ulong>.Zero, 7)
            + Avx512F.AlignRight64(rank2, Vector512<ulong>.Zero, 6)
            + Avx512F.AlignRight64(rank3, Vector512<ulong>.Zero, 5)
            + Avx512F.AlignRight64(rank4, Vector512<ulong>.Zero, 4)
            + Avx512F.AlignRight64(rank5, Vector512<ulong>.Zero, 3);
        Pack(columns, rank4[4] + rank5[3], rank5[4], out sum);
    }

    /// <summary>The digits of a value in lanes 0 to 4, zeros in the remaining lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SplitIntoLanes(Limbs* value)
    {
        // Digit j begins in limb (52j)/64 and may end in the next limb; limb 4 is zero.
        var limbs = Avx.LoadVector256((ulong*)value).ToVector512();
        var begin = Avx512F.ShiftRightLogicalVariable(
            Avx512F.PermuteVar8x64(limbs, Vector512.Create(0UL, 0, 1, 2, 3, 4, 4, 4)), Vector512.Create(0UL, 52, 40, 28, 16, 0, 0, 0));
        var end = Avx512F.ShiftLeftLogicalVariable(
            Avx512F.PermuteVar8x64(limbs, Vector512.Create(4UL, 1, 2, 3, 4, 4, 4, 4)), Vector512.Create(0UL, 12, 24, 36, 0, 0, 0, 0));

        // The digit becomes the fraction of a double from 2^52 up, and the subtraction is
        // exact.
        var digits = ((begin | end) & Vector512.Create(Mask)) | Vector512.Create(LowBits);
        return digits.AsDouble() - Vector512.Create((double)(1L << Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(double weight, Vector512<double> digits, ref Vector512<ulong> low, ref Vector512<ulong> high)
    {
        var factor = Vector512.Create(weight);

        // Rounding toward zero makes the upper half a floor: the remainder is at least 0
        // and below 2^52, so both halves are unsigned and the sum with 2^52 is exact.
        var upper = Avx512F.FusedMultiplyAdd(factor, digits, Vector512.Create(High), FloatRoundingMode.ToZero);
        high += upper.AsUInt64();
        low += Avx512F.FusedMultiplyAdd(factor, digits, Vector512.Create(HighPlusLow) - upper).AsUInt64();
    }

    /// <summary>Carries from column to column and joins digits of 52 bits to limbs of 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack(Vector512<ulong> columns, ulong column8, ulong column9, out WideSum sum)
    {
        var c = stackalloc ulong[Vector512<ulong>.Count];
        Avx512F.Store(c, columns);

        // A column is at most 2560·2^52, and a carry below 2^12: no column overflows.
        var c0 = c[0];
        var c1 = c[1] + (c0 >> Width);
        var c2 = c[2] + (c1 >> Width);
        var c3 = c[3] + (c2 >> Width);
        var c4 = c[4] + (c3 >> Width);
        var c5 = c[5] + (c4 >> Width);
        var c6 = c[6] + (c5 >> Width);
        var c7 = c[7] + (c6 >> Width);
        var c8 = column8 + (c7 >> Width);
        var c9 = column9 + (c8 >> Width);

        // Digit k begins at bit 52k of the result: limbs join parts of two or three digits.
        sum.L0 = (c0 & Mask) | (c1 << 52);
        sum.L1 = ((c1 & Mask) >> 12) | (c2 << 40);
        sum.L2 = ((c2 & Mask) >> 24) | (c3 << 28);
        sum.L3 = ((c3 & Mask) >> 36) | (c4 << 16);
        sum.L4 = ((c4 & Mask) >> 48) | ((c5 & Mask) << 4) | (c6 << 56);
        sum.L5 = ((c6 & Mask) >> 8) | (c7 << 44);
        sum.L6 = ((c7 & Mask) >> 20) | (c8 << 32);
        sum.L7 = ((c8 & Mask) >> 32) | (c9 << 20);
        sum.L8 = c9 >> 44;
    }
}
