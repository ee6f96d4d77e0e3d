using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Checks the ranges of an attestation's numbers, decides whether the attestation is active, and weighs its evidence. Cost: 165.</summary>
/// <remarks>
/// The ranges make the numbers unique for the elements that are hashed: see <see cref="PackedEvidence"/>. The top bit of expiry - asOf - 1 + 2⁴⁰ states
/// expiry &gt; asOf, that is, active.
/// </remarks>
internal static class EvidenceGadget
{
    /// <summary>The weighted evidence of an attestation; all 0 after its expiry.</summary>
    /// <param name="builder">Receives the constraints.</param>
    /// <param name="numbers">The numbers of the attestation.</param>
    /// <param name="asOf">Proved to be in 40 bits.</param>
    public static Evidence Weigh(CircuitBuilder builder, in PackedEvidence numbers, LinearCombination asOf)
    {
        var (r, s, a, w, expiry) = numbers;
        BitDecomposition.AssertRange(builder, r, PackedEvidence.EvidenceBits, "r");
        BitDecomposition.AssertRange(builder, s, PackedEvidence.EvidenceBits, "s");
        AssertAtMostTopBit(builder, a, PackedEvidence.BaseRateBits, "a", "a is at most 2^20");
        AssertAtMostTopBit(builder, w, PackedEvidence.WeightBits, "w", "w is at most 2^16");
        const int lifetimeBits = PackedEvidence.LifetimeBits;
        var lifetime = BitDecomposition.Decompose(
            builder, expiry - asOf - 1 + BitDecomposition.Power(lifetimeBits - 1), lifetimeBits, "lifetime");

        var active = lifetime[^1];
        LinearCombination weight = builder.Multiply(active, w, "weight if active");
        LinearCombination positive = builder.Multiply(weight, r, "w*r");
        LinearCombination negative = builder.Multiply(weight, s, "w*s");
        LinearCombination rated = builder.Multiply(a, positive + negative, "a*w*(r+s)");
        return new(positive, negative, rated);
    }

    /// <summary>
    /// Asserts a range up to the top bit alone: if the top bit is 1, the value is its power, so that all lower bits are 0. Cost: count + 1.
    /// </summary>
    private static void AssertAtMostTopBit(CircuitBuilder builder, LinearCombination value, int count, string name, string label)
    {
        var top = BitDecomposition.Decompose(builder, value, count, name)[^1];
        builder.AssertProduct(top, value - BitDecomposition.Power(count - 1) * top, 0, label);
    }

    /// <summary>The contribution of an attestation to the sums.</summary>
    /// <param name="Positive">w·r, in units of 2⁻³⁶, below 2⁵⁶.</param>
    /// <param name="Negative">w·s, likewise.</param>
    /// <param name="Rated">a·w·(r + s), in units of 2⁻⁵⁶, below 2⁷⁷.</param>
    internal readonly record struct Evidence(LinearCombination Positive, LinearCombination Negative, LinearCombination Rated);
}
