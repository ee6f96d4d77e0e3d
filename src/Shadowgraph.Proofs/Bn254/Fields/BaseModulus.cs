using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>p = 21888242871839275222246405745257275088696311157297823662689037894645226208583, the modulus of the coordinates, <see cref="Fp"/>.
/// EIP-196 calls it q.</summary>
internal readonly struct BaseModulus : IModulus
{
    public static Limbs Modulus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0x3c208c16d87cfd47, 0x97816a916871ca8d, 0xb85045b68181585d, 0x30644e72e131a029);
    }

    public static ulong NegativeInverse
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0x87d20782e4866389;
    }

    public static Limbs R
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xd35d438dc58f0d9d, 0x0a78eb28f5c70b3d, 0x666ea36f7879462c, 0x0e0a77c19a07df2f);
    }

    public static Limbs RSquared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xf32cfc5b538afa89, 0xb5e71911d44501fb, 0x47ab1eff0a417ff6, 0x06d89f71cab8351f);
    }

    public static Limbs Shift58
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xdf2cf7d455d2aa19, 0x5c068f221d09af97, 0xab45c4f418bd4466, 0x2e3827cbca01d129);
    }
}
