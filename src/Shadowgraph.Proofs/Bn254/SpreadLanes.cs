using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>The lane permutations of <see cref="Fp12Spread{TBase}"/>, for <see cref="IFieldLanes.Permute"/>: the lowest byte selects for lane 0.</summary>
/// <remarks>Coefficient k of wᵏ is in lane k for k below 3, else in lane k + 1. A second block, lanes 8 to 15, holds the coefficients times ξ = w⁶.</remarks>
internal static class SpreadLanes
{
    public const int All = (1 << ILanes.Count) - 1;

    /// <summary>The coefficients of w, w³ and w⁵.</summary>
    public const int OddPowers = 0b0101_0010;

    /// <summary>The index of a lane's coefficient among those of C0 and C1 of <see cref="Fp12"/>; negative for zero lanes.</summary>
    public static ReadOnlySpan<sbyte> PlacesInTower => [0, 3, 1, -1, 4, 2, 5, -1];

    /// <summary>Coefficient i in every lane except the zero lanes.</summary>
    public static ReadOnlySpan<ulong> Broadcasts =>
        [0x0700_0000_0300_0000, 0x0701_0101_0301_0101, 0x0702_0202_0302_0202, 0x0704_0404_0304_0404, 0x0705_0505_0305_0505, 0x0706_0606_0306_0606];

    /// <summary>wⁱ times the element: coefficient k - i at k.</summary>
    public static ReadOnlySpan<ulong> Rotations =>
        [0x0706_0504_0302_0100, 0x0705_0402_0301_000e, 0x0704_0201_0300_0e0d, 0x0702_0100_030e_0d0c, 0x0701_000e_030d_0c0a, 0x0700_0e0d_030c_0a09];

    /// <summary>
    /// Lane by lane, with xₖ of 3x and 3ξx: 3x₀·x₀ + 3ξx₃·x₃; 2·3ξx₅·x₂; 3x₁·x₁ + 3ξx₄·x₄; 2·3x₀·x₃; 3x₂·x₂ + 3ξx₅·x₅; 2·3x₁·x₄.
    /// </summary>
    public static ReadOnlySpan<ulong> CyclotomicLefts => [0x0701_0200_0301_0e00, 0x0701_0e00_030d_0e0c];

    public static ReadOnlySpan<ulong> CyclotomicRights => [0x0705_0204_0301_0200, 0x0705_0604_0305_0204];

    /// <summary>
    /// The first two products, of x and ξx: x₀·x₀ + ξx₃·x₃; 2·x₀·x₁; x₁·x₁ + ξx₄·x₄; 2·x₀·x₃; x₂·x₂ + ξx₅·x₅; 2·x₀·x₅. Two further products, of 2x and 2ξx:
    /// x₅·x₁ + x₄·x₂, both times ξ; x₅·x₂ + x₄·x₃, both times ξ; ξx₅·x₃ + x₀·x₂; ξx₅·x₄ + x₁·x₂; x₀·x₄ + x₁·x₃; x₁·x₄ + x₂·x₃.
    /// </summary>
    public static ReadOnlySpan<ulong> SquareLefts =>
        [0x0700_0200_0301_0000, 0x0700_0e00_030d_000c, 0x0701_000e_030e_0e0e, 0x0702_0101_0300_0d0d];

    public static ReadOnlySpan<ulong> SquareRights =>
        [0x0706_0204_0301_0100, 0x0706_0604_0305_0104, 0x0705_0505_0304_0201, 0x0704_0402_0302_0402];
}
