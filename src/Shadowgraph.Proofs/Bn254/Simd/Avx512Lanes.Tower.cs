using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Operations of the tower over Fp that move data across lanes.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    // The offset of columns for many products, and its bits: sums round to multiples of 2^57, each 2^5 in the column above.
    private const double WideHigh = 2 * High;
    private const long WideHighBits = 0x46C8_0000_0000_0000;

    public static void MultiplyDifferences(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyPairs(result, left, right, right + IFieldLanes.Length, -0.0, count, subtrahend);

    public static void MultiplySums(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyPairs(result, left, right + IFieldLanes.Length, right, 0.0, count, subtrahend);

    public static void AddNineTimes(double* result, double* a, double* b) => StoreNineTimes(result, a, b, 0.0);

    public static void SubtractNineTimes(double* result, double* a, double* b) => StoreNineTimes(result, a, b, -0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Permute(double* result, double* first, double* second, ulong lanes)
    {
        // The bytes become indices of 64-bit elements; bit 3 selects the second block.
        var indices = Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(lanes).AsByte());
        Avx512F.Store(result, Avx512F.PermuteVar8x64x2(Digit(first, 0), indices, Digit(second, 0)));
        Avx512F.Store(result + Lanes, Avx512F.PermuteVar8x64x2(Digit(first, 1), indices, Digit(second, 1)));
        Avx512F.Store(result + 2 * Lanes, Avx512F.PermuteVar8x64x2(Digit(first, 2), indices, Digit(second, 2)));
        Avx512F.Store(result + 3 * Lanes, Avx512F.PermuteVar8x64x2(Digit(first, 3), indices, Digit(second, 3)));
        Avx512F.Store(result + 4 * Lanes, Avx512F.PermuteVar8x64x2(Digit(first, 4), indices, Digit(second, 4)));
    }

    /// <summary>Σ (aᵢbᵢ ± cᵢdᵢ) - e in a single method, because every kernel costs compile time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyPairs(double* result, double* left, double* first, double* second, double sign, int count, double* subtrahend)
    {
        // Eleven sets fit before a carry. A column has at most four products of tight
        // digits per set that contain no last digit, 44·2^102 in total and little more with
        // the rest, of 64·2^102.
        StartSum(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        var signs = Vector512.Create(sign);
        while (true)
        {
            LoadFactors(second, signs, out var b0, out var b1, out var b2, out var b3, out var b4);
            AddRows(
                left + IFieldLanes.Length, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
            LoadFactors(first, out b0, out b1, out b2, out b3, out b4);
            if (--count == 0)
            {
                // The last set belongs to usual columns, which have room for a set and a
                // reduction after the carry.
                SettleSum(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
                Reduce(
                    left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);

                // Twelve products of reduced numbers: |T| <= 3·m², and |v| < 3·m including
                // the subtrahend.
                StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
                return;
            }

            AddRows(left, b0, b1, b2, b3, b4, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);

            // Blocks of the left and of the right factors alternate, a and c, b and d: two
            // blocks per set.
            left += 2 * IFieldLanes.Length;
            first += 2 * IFieldLanes.Length;
            second += 2 * IFieldLanes.Length;
        }
    }

    /// <summary>Columns for many products of reduced values. Column 8 is a usual column: its products contain a last digit and are small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartSum(
        out Column c0, out Column c1, out Column c2, out Column c3, out Column c4, out Column c5, out Column c6, out Column c7,
        out Column c8)
    {
        StartColumns(out _, out _, out _, out _, out _, out _, out _, out _, out c8);

        // Neither half digits nor compensation yet: SettleSum moves the sums into usual
        // columns, which have both.
        c0 = new Column(WideHigh, 0);
        c1 = new Column(WideHigh, 0);
        c2 = new Column(WideHigh, 0);
        c3 = new Column(WideHigh, 0);
        c4 = new Column(WideHigh, 0);
        c5 = new Column(WideHigh, 0);
        c6 = new Column(WideHigh, 0);
        c7 = new Column(WideHigh, 0);
    }

    /// <summary>
    /// Carries so that every column but the last holds little more than a digit, with room for a further product and a reduction.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SettleSum(
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5, ref Column c6, ref Column c7,
        ref Column c8)
    {
        // The carried values enter L alone: with less than 2^52 from the own column and
        // 2^57 from the column below, ρ stays small, and H keeps its offset.
        StartColumns(out var s0, out var s1, out var s2, out var s3, out var s4, out var s5, out var s6, out var s7, out _);
        Settle(c0, ref s0, ref s1);
        Settle(c1, ref s1, ref s2);
        Settle(c2, ref s2, ref s3);
        Settle(c3, ref s3, ref s4);
        Settle(c4, ref s4, ref s5);
        Settle(c5, ref s5, ref s6);
        Settle(c6, ref s6, ref s7);
        Settle(c7, ref s7, ref c8);
        (c0, c1, c2, c3, c4, c5, c6, c7) = (s0, s1, s2, s3, s4, s5, s6, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Settle(in Column wide, ref Column column, ref Column above)
    {
        // The wide sum is 2^57·Q + ρ: the low digit of ρ stays, the rest moves up, where Q
        // counts 2^5.
        var multiple = wide.High.AsInt64() - Vector512.Create(WideHighBits);
        var rest = wide.Low - (multiple << 57);
        column.Low += rest & Vector512.Create(Mask);
        above.Low += (rest >> Width) + (multiple << 5);
    }

    /// <summary>Digits of 9a + b exceed the exact range of doubles and are therefore integers; the quotient needs no exact digits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void StoreNineTimes(double* result, double* a, double* b, double sign)
    {
        // |9a ± b| is little more than 5·m for reduced values, so q is between -5 and 5.
        // Rounded digits 3 and 4 suffice.
        var signs = Vector512.Create(sign);
        var nine = Vector512.Create(9.0);
        var d3 = Vector512.FusedMultiplyAdd(nine, Digit(a, 3), Digit(b, 3) ^ signs);
        var d4 = Vector512.FusedMultiplyAdd(nine, Digit(a, 4), Digit(b, 4) ^ signs);
        var quotient = Quotient(Vector512.FusedMultiplyAdd(d3, Vector512.Create(1 / (double)(1L << Width)), d4));

        // 10·2^51 in size: exact as integers, below 2^55.
        var i0 = MulByNonResidue(a, b, 0, signs);
        var i1 = MulByNonResidue(a, b, 1, signs);
        var i2 = MulByNonResidue(a, b, 2, signs);
        var i3 = MulByNonResidue(a, b, 3, signs);
        var i4 = MulByNonResidue(a, b, 4, signs);
        Normalize(quotient, ref i0, ref i1, ref i2, ref i3, ref i4);
        StoreNormalized(result, i0, i1, i2, i3, i4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> MulByNonResidue(double* a, double* b, int digit, Vector512<double> signs)
    {
        // 9a as 8a + a.
        var integer = Integer(a, digit);
        return (integer << 3) + integer + Avx512DQ.ConvertToVector512Int64(Digit(b, digit) ^ signs);
    }
}
