using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums of products by numbers that are equal in all lanes.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyByScalars(double* result, double* left, double* scalars, int count, double* addend)
    {
        MultiplyByScalarsHalf(result, left, scalars, count, addend);
        MultiplyByScalarsHalf(result + HalfLength, left + HalfLength, scalars, count, addend);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyByScalarsHalf(double* result, double* left, double* scalars, int count, double* addend)
    {
        // Up to 40 sets put 200 halves of each kind, at most 2^50, into a column: less than
        // 2^58, far below the bias of 2^61. The exponent bits of all halves are subtracted
        // modulo 2^64, for any count.
        StartSums(count, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8, out var t9);
        for (; count > 0; count--, left += IFieldLanes.Length, scalars += IFieldLanes.ScalarLength)
        {
            // Tight digits of a number up to 0.65·m, times the tight digits of a reduced
            // scalar. No reduction between the products.
            var a0 = Digit(left, 0);
            var a1 = Digit(left, 1);
            var a2 = Digit(left, 2);
            var a3 = Digit(left, 3);
            var a4 = Digit(left, 4);
            AddRow(Vector256.Create(scalars[0]), a0, a1, a2, a3, a4, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
            AddRow(Vector256.Create(scalars[1]), a0, a1, a2, a3, a4, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6);
            AddRow(Vector256.Create(scalars[2]), a0, a1, a2, a3, a4, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7);
            AddRow(Vector256.Create(scalars[3]), a0, a1, a2, a3, a4, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
            AddRow(Vector256.Create(scalars[4]), a0, a1, a2, a3, a4, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        }

        // The only reduction: |T|/R is at most 2.46·m, because R is only 2.6 times m and
        // |T| at most 6.5·m².
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);

        // The addend is reduced, so its digits are tight integers and join the columns
        // directly.
        t5 += Vector256.Create((long)addend[0]);
        t6 += Vector256.Create((long)addend[1]);
        t7 += Vector256.Create((long)addend[2]);
        t8 += Vector256.Create((long)addend[3]);
        t9 += Vector256.Create((long)addend[4]);

        // 2.46·m, m/2 from the reduction and m/2 from the addend: below 3.5·m.
        StoreLeastOfWide(result, t5, t6, t7, t8, t9);
    }

    /// <summary>
    /// Columns 5 to 9 as tight digits of least size modulo m, for a number of up to 3.5·m. The last digit, up to 2^52, exceeds the range of a double with
    /// unit 1: half of the digit suffices for the quotient, and multiples of m's last digit are subtracted as integers, in two parts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLeastOfWide(
        double* result, Vector256<long> t5, Vector256<long> t6, Vector256<long> t7, Vector256<long> t8, Vector256<long> t9)
    {
        const double part = 1L << (Width - 2);
        var low = Vector256.Create(Low);
        var bits = Vector256.Create(LowBits);

        // Halving loses half a unit, which is negligible against m4, about 2^49.6.
        // LowBits - TopBias / 2 replaces the column's offset by that of a double near
        // 1.5·2^52.
        var top = ((t9 >>> 1) + Vector256.Create(LowBits - TopBias / 2)).AsDouble() - low;
        var quotient = Quotient(top + top);

        // Below 3.5·m: |q| <= 3.
        SubtractMultiple(quotient, ref t5, ref t6, ref t7, ref t8);

        // q·m4 would exceed 2^51. Its parts q·(m4 - 2^49) and q·2^49 are both below 2^51,
        // so each can be read from the bits of a sum.
        t9 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(part - TDigits.Modulus4), low).AsInt64() - bits;
        t9 += Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-part), low).AsInt64() - bits;
        StoreDigits(result, t5, t6, t7, t8, t9);
    }
}
