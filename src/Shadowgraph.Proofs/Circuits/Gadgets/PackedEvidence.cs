using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>The numbers of an attestation, and the field elements of a block that hold the numbers of three.</summary>
/// <remarks>
/// <para>Elements determine the numbers that pass <see cref="EvidenceGadget"/>'s ranges: r, s in 40 bits, a in 21, w in 17, and
/// expiry in [asOf + 1 - 2⁴⁰, asOf + 2⁴⁰], 2⁴¹ consecutive integers.</para>
/// <para>In packed = r + 2⁴⁰ s + 2⁸⁰ a + 2¹⁰¹ w + 2¹¹⁸ expiry, the first four terms are an integer in [0, 2¹¹⁸) with the digits r, s, a and w. So
/// packed lies in 2¹⁵⁹ consecutive integers, and as an integer determines the five numbers: the remainder by 2¹¹⁸ (also for a negative expiry), and
/// the quotient. The third attestation's two halves are r + 2⁴⁰ s, an integer in [0, 2⁸⁰), and a + 2²¹ w + 2³⁸ expiry, which lies in 2⁷⁹ consecutive
/// integers and determines its numbers likewise. An element is packed + 2¹⁵⁹ half. As packed lies in 2¹⁵⁹ consecutive integers, the integer
/// packed + 2¹⁵⁹ half determines packed by its remainder, and then half. All these integers lie in 2²³⁹ consecutive ones, of which no two are equal modulo the
/// group order, so that the field element determines the integer.</para>
/// <para>A registry's numbers, with each in its range and expiry in [0, 2⁴⁰), pass the ranges since 0 &lt;= asOf &lt; 2⁴⁰, so no other numbers
/// have the same elements. The circuit asserts that bound on asOf: without the bound the window could be moved around the field.</para>
/// </remarks>
internal readonly record struct PackedEvidence(
    LinearCombination R, LinearCombination S, LinearCombination A, LinearCombination W, LinearCombination Expiry)
{
    /// <summary>The bits of r, and of s.</summary>
    public const int EvidenceBits = 40;

    /// <summary>The bits of a.</summary>
    public const int BaseRateBits = 21;

    /// <summary>The bits of w.</summary>
    public const int WeightBits = 17;

    /// <summary>The bits of expiry - asOf - 1 + 2⁴⁰.</summary>
    public const int LifetimeBits = 41;

    private const int TermsShift = 2 * EvidenceBits;
    private const int ExpiryShift = BaseRateBits + WeightBits;
    private const int HalfShift = TermsShift + ExpiryShift + LifetimeBits;

    /// <summary>r + 2⁴⁰ s + 2⁸⁰ a + 2¹⁰¹ w + 2¹¹⁸ expiry.</summary>
    public LinearCombination Packed => Opinions + BitDecomposition.Power(TermsShift) * Terms;

    private LinearCombination Opinions => R + BitDecomposition.Power(EvidenceBits) * S;

    private LinearCombination Terms => A + BitDecomposition.Power(BaseRateBits) * W + BitDecomposition.Power(ExpiryShift) * Expiry;

    /// <summary>The two elements of three attestations: a half of the third above the first, the other half above the second. Cost: none.</summary>
    public static (LinearCombination First, LinearCombination Second) Elements(
        in PackedEvidence first, in PackedEvidence second, in PackedEvidence third) =>
        (first.Packed + BitDecomposition.Power(HalfShift) * third.Opinions, second.Packed + BitDecomposition.Power(HalfShift) * third.Terms);
}
