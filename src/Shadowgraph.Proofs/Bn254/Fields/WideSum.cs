using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>A sum of at most 256 products of two integers below a modulus m: 516 bits in nine limbs, least significant first.</summary>
internal struct WideSum
{
    public ulong L0, L1, L2, L3, L4, L5, L6, L7, L8;

    /// <summary>This sum divided by 2³²⁰ modulo m, by five Montgomery steps: each clears the lowest limb and drops it. 25 word multiplications.</summary>
    public readonly Limbs Reduce<TModulus>()
        where TModulus : struct, IModulus
    {
        var m = TModulus.Modulus;
        var inverse = TModulus.NegativeInverse;
        ulong t0 = L0, t1 = L1, t2 = L2, t3 = L3, t4 = L4;
        var over = Step<TModulus>(m, inverse, ref t0, ref t1, ref t2, ref t3, ref t4, 0);
        var t5 = L5;
        over = Step<TModulus>(m, inverse, ref t1, ref t2, ref t3, ref t4, ref t5, over);
        var t6 = L6;
        over = Step<TModulus>(m, inverse, ref t2, ref t3, ref t4, ref t5, ref t6, over);
        var t7 = L7;
        over = Step<TModulus>(m, inverse, ref t3, ref t4, ref t5, ref t6, ref t7, over);
        var t8 = L8;
        Step<TModulus>(m, inverse, ref t4, ref t5, ref t6, ref t7, ref t8, over);
        return Montgomery<TModulus>.ReduceOnce(t5, t6, t7, t8);
    }

    /// <summary>Adds the multiple of m that makes t0 zero; returns the carry out of t4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step<TModulus>(
        in Limbs m, ulong inverse, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4, ulong carryIn)
        where TModulus : struct, IModulus
    {
        var q = t0 * inverse;
        var carry = MontgomeryWords<TModulus>.MultiplyHigh(q, m.L0) + (t0 != 0 ? 1UL : 0UL);
        carry = MontgomeryWords<TModulus>.MultiplyAdd(q, m.L1, t1, carry, out t1);
        carry = MontgomeryWords<TModulus>.MultiplyAdd(q, m.L2, t2, carry, out t2);
        carry = MontgomeryWords<TModulus>.MultiplyAdd(q, m.L3, t3, carry, out t3);
        t4 += carry;
        var carryOut = t4 < carry ? 1UL : 0UL;
        t4 += carryIn;
        return carryOut + (t4 < carryIn ? 1UL : 0UL);
    }
}
