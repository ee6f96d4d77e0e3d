using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>Sums of products by word multiplications: 16 per product.</summary>
internal static unsafe class PortableWeightedSum
{
    /// <summary>The sum of weights[ids[i]]·values[places[i]] for at most 256 terms, all values below 2²⁵⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static WideSum Compute(Limbs* weights, int* ids, int* places, int count, Limbs* values)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0, t6 = 0, t7 = 0, t8 = 0;
        for (var i = 0; i < count; i++)
        {
            var a = weights[ids[i]];
            var b = values[places[i]];
            if (b.IsZero) continue;

            var high = AddRow(a, b.L0, ref t0, ref t1, ref t2, ref t3);
            t4 += high;
            var over = t4 < high ? 1UL : 0UL;
            high = AddRow(a, b.L1, ref t1, ref t2, ref t3, ref t4) + over;
            t5 += high;
            over = t5 < high ? 1UL : 0UL;
            high = AddRow(a, b.L2, ref t2, ref t3, ref t4, ref t5) + over;
            t6 += high;
            over = t6 < high ? 1UL : 0UL;
            high = AddRow(a, b.L3, ref t3, ref t4, ref t5, ref t6) + over;
            t7 += high;
            t8 += t7 < high ? 1UL : 0UL;
        }

        return new WideSum { L0 = t0, L1 = t1, L2 = t2, L3 = t3, L4 = t4, L5 = t5, L6 = t6, L7 = t7, L8 = t8 };
    }

    /// <summary>Adds a·b to four limbs; returns the carry into the fifth limb: below 2⁶³, because a's highest limb is below 2⁶².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddRow(in Limbs a, ulong b, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        var carry = MontgomeryWords<ScalarModulus>.MultiplyAdd(a.L0, b, t0, out t0);
        carry = MontgomeryWords<ScalarModulus>.MultiplyAdd(a.L1, b, t1, carry, out t1);
        carry = MontgomeryWords<ScalarModulus>.MultiplyAdd(a.L2, b, t2, carry, out t2);
        return MontgomeryWords<ScalarModulus>.MultiplyAdd(a.L3, b, t3, carry, out t3);
    }
}
