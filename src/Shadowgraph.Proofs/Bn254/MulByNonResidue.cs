using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>9a + b modulo p, a step of the multiplication by ξ = 9 + u, with one reduction instead of four.</summary>
internal static class MulByNonResidue
{
    /// <summary>0·p to 11·p modulo 2²⁵⁶, four words each.</summary>
    internal static ReadOnlySpan<ulong> Multiples =>
        [
            0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
            0x3c208c16d87cfd47, 0x97816a916871ca8d, 0xb85045b68181585d, 0x30644e72e131a029,
            0x7841182db0f9fa8e, 0x2f02d522d0e3951a, 0x70a08b6d0302b0bb, 0x60c89ce5c2634053,
            0xb461a4448976f7d5, 0xc6843fb439555fa7, 0x28f0d12384840918, 0x912ceb58a394e07d,
            0xf082305b61f3f51c, 0x5e05aa45a1c72a34, 0xe14116da06056176, 0xc19139cb84c680a6,
            0x2ca2bc723a70f263, 0xf58714d70a38f4c2, 0x99915c908786b9d3, 0xf1f5883e65f820d0,
            0x68c3488912edefaa, 0x8d087f6872aabf4f, 0x51e1a24709081231, 0x2259d6b14729c0fa,
            0xa4e3d49feb6aecf1, 0x2489e9f9db1c89dc, 0x0a31e7fd8a896a8f, 0x52be2524285b6124,
            0xe10460b6c3e7ea38, 0xbc0b548b438e5469, 0xc2822db40c0ac2ec, 0x83227397098d014d,
            0x1d24eccd9c64e77f, 0x538cbf1cac001ef7, 0x7ad2736a8d8c1b4a, 0xb386c209eabea177,
            0x594578e474e1e4c6, 0xeb0e29ae1471e984, 0x3322b9210f0d73a7, 0xe3eb107ccbf041a1,
            0x956604fb4d5ee20d, 0x828f943f7ce3b411, 0xeb72fed7908ecc05, 0x144f5eefad21e1ca,
        ];

    /// <summary>9a + b mod p for a below p and b up to 2p.</summary>
    /// <remarks>
    /// t = 9a + b is below 11p. With w = ⌊t / 2²⁴⁸⌋, at most 532, and p / 2²⁴⁸ between 48.39 and 49, q = ⌊w / 49⌋ is at most t/p and more than
    /// t/p - 0.03 - 0.14 - 1, so t - qp is below 2p. 1338 / 2¹⁶ approximates 1/49 well enough up to w = 2000. The index into the table depends on the
    /// value: only pairings, with public operands, use this method.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp Plus(in Fp a, in Fp b) => Fp.FromMontgomeryUnchecked(Plus(a.MontgomeryForm, b.MontgomeryForm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Limbs Plus(in Limbs a, in Limbs b)
    {
        var t0 = a.L0 << 3;
        var t1 = (a.L1 << 3) | (a.L0 >> 61);
        var t2 = (a.L2 << 3) | (a.L1 >> 61);
        var t3 = (a.L3 << 3) | (a.L2 >> 61);
        var t4 = a.L3 >> 61;

        // a + b is at most 3p.
        var s = Montgomery<BaseModulus>.AddUnreduced(a, b);
        t0 += s.L0;
        var c = Bit(t0 < s.L0);
        t1 += s.L1;
        var d = Bit(t1 < s.L1);
        t1 += c;
        d |= Bit(t1 < c);
        t2 += s.L2;
        c = Bit(t2 < s.L2);
        t2 += d;
        c |= Bit(t2 < d);
        var s3 = s.L3 + c;
        t3 += s3;
        t4 += Bit(t3 < s3);

        var q = (((t4 << 8) | (t3 >> 56)) * 1338) >> 16;
        ref var multiple = ref Unsafe.Add(ref MemoryMarshal.GetReference(Multiples), (nint)(4 * q));
        s3 = Unsafe.Add(ref multiple, 1) + Bit(t0 < multiple);
        t0 -= multiple;
        c = Bit(t1 < s3);
        t1 -= s3;
        s3 = Unsafe.Add(ref multiple, 2) + c;
        c = Bit(t2 < s3);
        t2 -= s3;
        t3 -= Unsafe.Add(ref multiple, 3) + c;
        return Montgomery<BaseModulus>.ReduceOnce(t0, t1, t2, t3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(bool condition) => condition ? 1UL : 0UL;
}
