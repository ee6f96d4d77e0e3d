using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums of products by numbers that are equal in all lanes.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    // The number of products for which columns have room before a carry, or beside a reduction.
    private const int ColumnProducts = 12;

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyByScalars(double* result, double* left, double* scalars, int count, double* addend)
    {
        var digits = stackalloc double[LaneProduct.Digits + LaneColumns.Columns];
        var integers = stackalloc long[LaneProduct.Digits + LaneColumns.Columns];
        double* sums = digits + LaneProduct.Digits;
        long* wholes = integers + LaneProduct.Digits;
        for (var i = 0; i < Length; i += Digits)
        {
            // Sums of doubles and integers start at 0; Reduce and Carry add the offset only
            // when the sum is complete.
            new Span<double>(sums, LaneColumns.Columns).Clear();
            new Span<long>(wholes, LaneColumns.Columns).Clear();
            double* value = left + i, scalar = scalars;
            for (var j = 0; j < count; j++, value += Length, scalar += IFieldLanes.ScalarLength)
            {
                // Twelve products and a reduction take 53·2^102 of 64·2^102: then columns
                // must carry.
                if (j > 0 && j % ColumnProducts == 0) Carry(sums, wholes);

                // A scalar has the layout of a lane, so both factors load alike. The
                // conversion to integers is exact.
                LoadLane(digits, integers, value);
                LoadLane(digits + Digits, integers + Digits, scalar);
                AddProducts<LaneProduct, double>(sums, digits);
                AddProducts<LaneProduct, long>(wholes, integers);
            }

            // |T| <= 24·m², and the addend m/2: the result is below 2.4·m and may enter the
            // next sum without a reduction.
            Reduce<LaneColumns>(sums, wholes, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(
                result + i, t5 + (long)addend[0], t6 + (long)addend[1], t7 + (long)addend[2], t8 + (long)addend[3], t9 + (long)addend[4]);
        }
    }

    /// <summary>Carries so that every column but the last holds little more than a digit.</summary>
    private static void Carry(double* sums, long* wholes)
    {
        var carry = 0L;
        for (var i = 0; i < LaneColumns.Columns - 1; i++)
        {
            // The sum is 2^57·Q + ρ, as in a reduction: the low digit of ρ stays, the rest
            // moves up, where Q counts 2^5.
            var column = new Column(Offset + sums[i], wholes[i]);
            var rest = column.Rest;
            wholes[i] = (rest & Mask) + carry;

            // A carry below 2^57 may be rounded as a double, by a few units, which the next
            // ρ absorbs.
            sums[i] = wholes[i];
            carry = (rest >> Width) + column.Above - OffsetAbove;
        }

        wholes[LaneColumns.Columns - 1] += carry;
        sums[LaneColumns.Columns - 1] += carry;
    }
}
