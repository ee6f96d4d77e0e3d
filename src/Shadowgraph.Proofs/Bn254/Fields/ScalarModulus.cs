using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>r = 21888242871839275222246405745257275088548364400416034343698204186575808495617, the order of BN254's groups and the modulus of
/// <see cref="Fr"/>.</summary>
internal readonly struct ScalarModulus : IModulus
{
    public static Limbs Modulus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0x43e1f593f0000001, 0x2833e84879b97091, 0xb85045b68181585d, 0x30644e72e131a029);
    }

    public static ulong NegativeInverse
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0xc2e1f593efffffff;
    }

    public static Limbs R
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xac96341c4ffffffb, 0x36fc76959f60cd29, 0x666ea36f7879462e, 0x0e0a77c19a07df2f);
    }

    public static Limbs RSquared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0x1bb8e645ae216da7, 0x53fe3ab1e35c59e3, 0x8c49833d53bb8085, 0x0216d0b17f4e44a5);
    }

    public static Limbs Shift58
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0x9542093be5bb9310, 0x0827e213fc5f980e, 0x272f09a5b50a137b, 0x22dfcc73b155b95a);
    }
}
