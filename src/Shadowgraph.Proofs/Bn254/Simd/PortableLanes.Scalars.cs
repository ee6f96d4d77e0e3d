using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums of products by numbers that are the same in every lane.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    // Products that columns have room for before they carry, or beside a reduction.
    private const int ColumnProducts = 12;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyByScalars(double* result, double* left, double* scalars, int count, double* addend)
    {
        var digits = stackalloc double[LaneProduct.Digits + LaneColumns.Columns];
        var integers = stackalloc long[LaneProduct.Digits + LaneColumns.Columns];
        double* sums = digits + LaneProduct.Digits;
        long* wholes = integers + LaneProduct.Digits;
        for (var i = 0; i < Length; i += Digits)
        {
            new Span<double>(sums, LaneColumns.Columns).Clear();
            new Span<long>(wholes, LaneColumns.Columns).Clear();
            double* value = left + i, scalar = scalars;
            for (var j = 0; j < count; j++, value += Length, scalar += IFieldLanes.ScalarLength)
            {
                if (j > 0 && j % ColumnProducts == 0) Carry(sums, wholes);
                LoadLane(digits, integers, value);
                LoadLane(digits + Digits, integers + Digits, scalar);
                AddProducts<LaneProduct, double>(sums, digits);
                AddProducts<LaneProduct, long>(wholes, integers);
            }

            Reduce<LaneColumns>(sums, wholes, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(
                result + i, t5 + (long)addend[0], t6 + (long)addend[1], t7 + (long)addend[2], t8 + (long)addend[3], t9 + (long)addend[4]);
        }
    }

    /// <summary>Carries so that each of the columns but the last has little more than a digit.</summary>
    private static void Carry(double* sums, long* wholes)
    {
        var carry = 0L;
        for (var i = 0; i < LaneColumns.Columns - 1; i++)
        {
            var column = new Column(Offset + sums[i], wholes[i]);
            var rest = column.Rest;
            wholes[i] = (rest & Mask) + carry;
            sums[i] = wholes[i];
            carry = (rest >> Width) + column.Above - OffsetAbove;
        }

        wholes[LaneColumns.Columns - 1] += carry;
        sums[LaneColumns.Columns - 1] += carry;
    }
}
