using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Sums of products by numbers that are equal in all lanes.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    // The numbers of products for which wide columns have room before a carry, and usual columns beside a reduction.
    private const int WideProducts = 15;
    private const int NarrowProducts = 5;

    public static void MultiplyByScalars(double* result, double* left, double* scalars, int count, double* addend)
    {
        // Five products of tight digits are 20·2^102 per column, and the reduction 5·2^102,
        // of 32·2^102. A longer sum needs wide columns.
        if (count > NarrowProducts) MultiplyByMany(result, left, scalars, count, addend);
        else MultiplyByFew(result, left, scalars, count, addend);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyByFew(double* result, double* left, double* scalars, int count, double* addend)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);

        // The last product is left to ReduceScaled, where its rows overlap with the
        // reduction.
        for (; count > 1; count--, left += IFieldLanes.Length, scalars += IFieldLanes.ScalarLength)
            AddScaled(left, scalars, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        ReduceScaled(left, scalars, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreSum(result, addend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyByMany(double* result, double* left, double* scalars, int count, double* addend)
    {
        // Offset 1.5·2^109 and unit 2^57: room for 64·2^102, where 15 products take little
        // more than 60·2^102.
        StartSum(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        while (true)
        {
            // At least one product remains for ReduceScaled.
            var wide = Math.Min(count - 1, WideProducts);
            count -= wide;
            for (; wide > 0; wide--, left += IFieldLanes.Length, scalars += IFieldLanes.ScalarLength)
                AddScaled(left, scalars, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
            if (count <= NarrowProducts) break;

            // Afterwards every column but the last holds less than 2^58, so that the next
            // 15 products fit again.
            CarryWide(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        }

        // Back to columns with the offset 1.5·2^108 and the compensation of a reduction,
        // for at most five further products.
        SettleSum(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        for (; count > 1; count--, left += IFieldLanes.Length, scalars += IFieldLanes.ScalarLength)
            AddScaled(left, scalars, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref c8);
        ReduceScaled(left, scalars, c0, c1, c2, c3, c4, c5, c6, c7, c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreSum(result, addend, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(
        double* left, double* scalar,
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5, ref Column c6, ref Column c7,
        ref Column c8)
    {
        // Tight digits of a number up to 2.4·m times tight digits of a reduced scalar: at
        // most 2^102.
        LoadFactors(left, out var a0, out var a1, out var a2, out var a3, out var a4);
        AddRow(ScalarFactor(scalar, 0), a0, a1, a2, a3, a4, ref c0, ref c1, ref c2, ref c3, ref c4);
        AddRow(ScalarFactor(scalar, 1), a0, a1, a2, a3, a4, ref c1, ref c2, ref c3, ref c4, ref c5);
        AddRow(ScalarFactor(scalar, 2), a0, a1, a2, a3, a4, ref c2, ref c3, ref c4, ref c5, ref c6);
        AddRow(ScalarFactor(scalar, 3), a0, a1, a2, a3, a4, ref c3, ref c4, ref c5, ref c6, ref c7);
        AddRow(ScalarFactor(scalar, 4), a0, a1, a2, a3, a4, ref c4, ref c5, ref c6, ref c7, ref c8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceScaled(
        double* left, double* scalar,
        Column c0, Column c1, Column c2, Column c3, Column c4, Column c5, Column c6, Column c7, Column c8,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        // The scalar's digits take the role of the right factor.
        var b0 = ScalarFactor(scalar, 0);
        var b1 = ScalarFactor(scalar, 1);
        var b2 = ScalarFactor(scalar, 2);
        var b3 = ScalarFactor(scalar, 3);
        var b4 = ScalarFactor(scalar, 4);
        Reduce(left, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out t5, out t6, out t7, out t8, out t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Factor ScalarFactor(double* scalar, int digit) => FactorOf(Vector512.Create(scalar[digit]));

    /// <summary>Carries between wide columns, so that every column but the last holds little more than a digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryWide(
        ref Column c0, ref Column c1, ref Column c2, ref Column c3, ref Column c4, ref Column c5, ref Column c6, ref Column c7,
        ref Column c8)
    {
        // The new columns have wide offsets too. c8 continues: its products contain a last
        // digit, and all 40 do not fill the column.
        var s0 = new Column(WideHigh, 0);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        var s4 = s0;
        var s5 = s0;
        var s6 = s0;
        var s7 = s0;
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

    /// <summary>Columns 5 to 9 plus a scalar, as tight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSum(
        double* result, double* addend,
        Vector512<long> t5, Vector512<long> t6, Vector512<long> t7, Vector512<long> t8, Vector512<long> t9) =>
        // |T| <= 24·m² adds 0.29·m to the 1.5·m of a reduction, and the addend m/2: below
        // 2.4·m. A sum may enter the next sum.
        StoreDigits(
            result,
            t5 + Vector512.Create((long)addend[0]),
            t6 + Vector512.Create((long)addend[1]),
            t7 + Vector512.Create((long)addend[2]),
            t8 + Vector512.Create((long)addend[3]),
            t9 + Vector512.Create((long)addend[4]));
}
