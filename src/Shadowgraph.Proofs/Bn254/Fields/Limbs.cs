using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>A 256-bit integer as four 64-bit limbs, least significant first: the memory layout of every field element.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Limbs(ulong l0, ulong l1, ulong l2, ulong l3)
{
    public readonly ulong L0 = l0, L1 = l1, L2 = l2, L3 = l3;

    /// <summary>The limb of weight 2^(64·index).</summary>
    public ulong this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index switch { 0 => L0, 1 => L1, 2 => L2, _ => L3 };
    }

    public bool IsZero => (L0 | L1 | L2 | L3) == 0;

    public static bool Equal(in Limbs a, in Limbs b) =>
        ((a.L0 ^ b.L0) | (a.L1 ^ b.L1) | (a.L2 ^ b.L2) | (a.L3 ^ b.L3)) == 0;

    /// <summary>Whether a &lt; b, as unsigned 256-bit integers.</summary>
    public static bool Less(in Limbs a, in Limbs b) =>
        a.L3 != b.L3 ? a.L3 < b.L3 : a.L2 != b.L2 ? a.L2 < b.L2 : a.L1 != b.L1 ? a.L1 < b.L1 : a.L0 < b.L0;
}
