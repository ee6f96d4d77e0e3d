using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Unpacks an attestation, decides whether the attestation is active, and weighs its evidence. Cost: 165.</summary>
/// <remarks>
/// packed = r + 2⁴⁰ s + 2⁸⁰ a + 2¹⁰¹ w + 2¹¹⁸ expiry, with r, s in 40 bits, a in 21, w in 17, and expiry - asOf - 1 + 2⁴⁰ in 41. The parts are
/// unique. Let low be the first four terms: an integer in [0, 2¹¹⁸) with the digits r, s, a, w, which low therefore determines. The last range puts
/// expiry in [asOf + 1 - 2⁴⁰, asOf + 2⁴⁰], 2⁴¹ consecutive integers, so that low + 2¹¹⁸ expiry lies in 2¹⁵⁹ consecutive integers, of which no two are
/// equal modulo r. Two decompositions of the same packed value therefore have the same integer low + 2¹¹⁸ expiry, the same low (the remainder by
/// 2¹¹⁸, also for negative expiry) and the same expiry. The values packed by a registry, with each part in its range and expiry in [0, 2⁴⁰), are such
/// a decomposition because 0 &lt;= asOf &lt; 2⁴⁰, hence the only one. The circuit asserts that bound on asOf: without the bound the window could be
/// moved around the field. The top bit of expiry - asOf - 1 + 2⁴⁰ states expiry &gt; asOf, that is, active.
/// </remarks>
internal static class EvidenceGadget
{
    private const int EvidenceBits = 40;
    private const int BaseRateBits = 21;
    private const int WeightBits = 17;
    private const int ExpiryBits = 41;
    private const int BaseRateShift = 2 * EvidenceBits;
    private const int WeightShift = BaseRateShift + BaseRateBits;
    private const int ExpiryShift = WeightShift + WeightBits;

    /// <summary>The weighted evidence of an attestation; all 0 after its expiry.</summary>
    public static Evidence Weigh(CircuitBuilder builder, LinearCombination packed, LinearCombination asOf)
    {
        var sBits = Digit(builder, packed, EvidenceBits, EvidenceBits, "s");
        var aBits = Digit(builder, packed, BaseRateShift, BaseRateBits, "a");
        var wBits = Digit(builder, packed, WeightShift, WeightBits, "w");
        var lifetimeBits = FreshBits(builder, "lifetime", ExpiryBits, WriteLifetime, packed, asOf);

        var (s, a, w) = (BitDecomposition.Compose(sBits), BitDecomposition.Compose(aBits), BitDecomposition.Compose(wBits));
        var expiry = BitDecomposition.Compose(lifetimeBits) + asOf + 1 - BitDecomposition.Power(ExpiryBits - 1);

        // The remainder after subtraction of the upper parts is r, if it fits the range.
        var r = packed - BitDecomposition.Power(EvidenceBits) * s - BitDecomposition.Power(BaseRateShift) * a
            - BitDecomposition.Power(WeightShift) * w - BitDecomposition.Power(ExpiryShift) * expiry;
        BitDecomposition.AssertRange(builder, r, EvidenceBits, "r");
        AssertAtMostTopBit(builder, aBits, "a is at most 2^20");
        AssertAtMostTopBit(builder, wBits, "w is at most 2^16");

        var active = lifetimeBits[^1];
        LinearCombination weight = builder.Multiply(active, w, "weight if active");
        LinearCombination positive = builder.Multiply(weight, r, "w*r");
        LinearCombination negative = builder.Multiply(weight, s, "w*s");
        LinearCombination rated = builder.Multiply(a, positive + negative, "a*w*(r+s)");
        return new(positive, negative, rated);
    }

    private static LinearCombination[] Digit(CircuitBuilder builder, LinearCombination packed, int shift, int count, string label) =>
        FreshBits(builder, label, count, (inputs, bits) => BitDecomposition.WriteBits(inputs[0], shift, bits), packed);

    private static LinearCombination[] FreshBits(
        CircuitBuilder builder, string label, int count, WitnessFunction hint, params ReadOnlySpan<LinearCombination> inputs)
    {
        using var scope = builder.Scope(label);
        var bits = new LinearCombination[count];
        var wires = builder.Compute(count, inputs, hint, "bit");
        for (var i = 0; i < count; i++)
        {
            bits[i] = wires[i];
            builder.AssertBoolean(bits[i], "boolean");
        }

        return bits;
    }

    /// <summary>If the top bit is 1, all lower bits are 0. The sum of the lower bits is less than r, so the sum is 0 only if each bit is 0.</summary>
    private static void AssertAtMostTopBit(CircuitBuilder builder, LinearCombination[] bits, string label) =>
        builder.AssertProduct(bits[^1], BitDecomposition.Compose(bits.AsSpan(..^1)), 0, label);

    /// <summary>The bits of expiry - asOf - 1 + 2⁴⁰, in the field: the constraints reject a value that does not fit.</summary>
    private static void WriteLifetime(ReadOnlySpan<Fr> inputs, Span<Fr> bits)
    {
        const int shift = ExpiryShift - 64;
        var packed = inputs[0].Canonical;
        var expiry = new Limbs(
            (packed.L1 >> shift) | (packed.L2 << (64 - shift)),
            (packed.L2 >> shift) | (packed.L3 << (64 - shift)),
            packed.L3 >> shift,
            0);
        var lifetime = Fr.FromCanonicalUnchecked(expiry) - inputs[1] - Fr.One + new Fr(1UL << (ExpiryBits - 1));
        BitDecomposition.WriteBits(lifetime, 0, bits);
    }

    /// <summary>The contribution of an attestation to the sums.</summary>
    /// <param name="Positive">w·r, in units of 2⁻³⁶, below 2⁵⁶.</param>
    /// <param name="Negative">w·s, likewise.</param>
    /// <param name="Rated">a·w·(r + s), in units of 2⁻⁵⁶, below 2⁷⁷.</param>
    internal readonly record struct Evidence(LinearCombination Positive, LinearCombination Negative, LinearCombination Rated);
}
