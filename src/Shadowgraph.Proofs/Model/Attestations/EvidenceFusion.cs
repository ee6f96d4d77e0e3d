using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>Fuses attestations by evidence-based subjective logic (EBSL): the sum of the evidence, scaled by weight, in fixed point.</summary>
/// <remarks>
/// Škorić, de Hoogh, Zannone, "Flow-based reputation with uncertainty: evidence-based subjective logic" (2016): an opinion (b, d, u) is evidence r =
/// C·b/u, s = C·d/u with C = 2; consensus is the sum of evidence; the fused opinion is (R, S, C)/(R + S + C). Base rate: the mean weighted by
/// evidence, from Jøsang, "Subjective Logic" (2016). The order of the attestations does not matter. Thread-safe.
/// </remarks>
public static class EvidenceFusion
{
    /// <summary>Fuses the attestations that are unexpired at a time.</summary>
    /// <param name="attestations">Attestations, normally of a single subject; the subject is not checked here.</param>
    /// <param name="asOf">The time of the fusion, 1970 or later, in whole seconds; fractions are dropped. An attestation is active if its expiry is
    /// later than this time.</param>
    /// <exception cref="InvalidAttestationException">An attestation is not valid.</exception>
    /// <exception cref="InsufficientEvidenceException">No active attestation has any evidence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">asOf is before 1970.</exception>
    public static FusedOpinion Fuse(IEnumerable<Attestation> attestations, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        var seconds = UnixSeconds.From(asOf, nameof(asOf));
        return Describe(Sum(attestations.Select(QuantizedAttestation.From), seconds), seconds);
    }

    /// <summary>Adds up the evidence of the attestations that are active at a time.</summary>
    internal static FusionTotals Sum(IEnumerable<QuantizedAttestation> attestations, ulong asOf)
    {
        var totals = default(FusionTotals);
        foreach (var attestation in attestations)
        {
            if (attestation.Evidence.IsActive(asOf)) totals = totals.Add(attestation.Evidence);
        }

        return totals;
    }

    /// <summary>The fused opinion for given totals.</summary>
    /// <exception cref="InsufficientEvidenceException">There is no evidence, T = 0.</exception>
    internal static FusedOpinion Describe(in FusionTotals totals, ulong asOf)
    {
        if (totals.T == 0) throw new InsufficientEvidenceException(asOf);
        var whole = (double)(totals.T + FusionTotals.Prior);
        return new(
            (double)totals.R / whole,
            (double)totals.S / whole,
            (double)FusionTotals.Prior / whole,
            (double)totals.Q / (double)totals.T / (1 << QuantizedEvidence.BaseRateBits),
            totals.ScoreMillionths);
    }
}
