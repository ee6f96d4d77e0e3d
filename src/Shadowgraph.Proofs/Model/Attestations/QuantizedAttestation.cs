using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>An attestation as the registry commits to it: context and evidence.</summary>
internal readonly record struct QuantizedAttestation(AttestationContext Context, QuantizedEvidence Evidence)
{
    /// <summary>2⁻¹⁹: with less uncertainty the evidence C·b/u would not stay below 2²⁰.</summary>
    public const double SmallestUncertainty = 1.0 / (1 << 19);

    /// <summary>Validates and quantises an attestation: doubles are exact rationals, rounded to the nearest unit, ties to even.</summary>
    /// <exception cref="InvalidAttestationException">A field is out of its range.</exception>
    public static QuantizedAttestation From(Attestation attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        if (attestation.Source.IsZero) throw Invalid("source", "is the zero address. Name the attester.");
        if (attestation.Target.IsZero) throw Invalid("target", "is the zero address. Name the subject.");
        if (attestation.Source == attestation.Target)
        {
            throw Invalid("source", "is the subject itself: self-attestations are not allowed. Remove the attestation.");
        }

        if (!Enum.IsDefined(attestation.Type))
        {
            throw Invalid("attestation_type", $"is {(int)attestation.Type}. It must be one of trust, skill, vouch, endorsement.");
        }

        var created = Seconds("created_at", attestation.CreatedAt);
        var expiry = attestation.ExpiresAt is { } end ? Seconds("expires_at", end) : UnixSeconds.Never;
        if (expiry <= created)
        {
            throw Invalid("expires_at", "is not after created_at. Correct one of them, or leave expires_at out if it never expires.");
        }

        return new(new(attestation.Source, attestation.Type, created), Quantize(attestation.Opinion, attestation.Weight, expiry));
    }

    private static QuantizedEvidence Quantize(in Opinion opinion, double weight, ulong expiry)
    {
        var (belief, disbelief, uncertainty, baseRate) = opinion;
        RequireUnitInterval("opinion.belief", belief);
        RequireUnitInterval("opinion.disbelief", disbelief);
        RequireUnitInterval("opinion.uncertainty", uncertainty);
        RequireUnitInterval("opinion.base_rate", baseRate);
        RequireUnitInterval("weight", weight);
        switch (uncertainty)
        {
            case 0:
                throw Invalid("opinion.uncertainty", "is 0. Such a dogmatic opinion stands for infinite evidence and can't be fused: "
                    + "state an uncertainty of at least 2^-19 (about 0.0000019).");
            case < SmallestUncertainty:
                throw Invalid("opinion.uncertainty", "is below 2^-19 (about 0.0000019), the smallest that can be counted with. "
                    + "It is not rounded up: state at least that uncertainty.");
        }

        if (!BinaryFraction.SumIsOne(belief, disbelief, uncertainty))
        {
            throw Invalid("opinion", "does not sum to 1: belief + disbelief + uncertainty may miss 1 by at most 1e-9, "
                + "and nothing is renormalised. Correct the three numbers.");
        }

        // C·b/u below 2⁴⁰ units follows: b is at most 1 - u + 10⁻⁹ and u at least 2⁻¹⁹, so b/u is below 2¹⁹ by more than a rounding.
        const int evidenceScale = 20 + 1; // units of 2⁻²⁰, times C = 2
        return new(
            BinaryFraction.ScaleRatio(belief, uncertainty, evidenceScale),
            BinaryFraction.ScaleRatio(disbelief, uncertainty, evidenceScale),
            (uint)BinaryFraction.Scale(baseRate, QuantizedEvidence.BaseRateBits),
            (uint)BinaryFraction.Scale(weight, QuantizedEvidence.WeightBits),
            expiry);
    }

    private static ulong Seconds(string field, DateTimeOffset time) =>
        UnixSeconds.TryFrom(time, out var seconds) ? seconds : throw Invalid(field, "is before 1970. State a time from 1970 on.");

    private static void RequireUnitInterval(string field, double value)
    {
        if (double.IsNaN(value)) throw Invalid(field, "is not a number. State a number from 0 to 1.");
        if (value is < 0 or > 1) throw Invalid(field, "is out of range. State a number from 0 to 1.");
    }

    private static InvalidAttestationException Invalid(string field, string problem) => new(field, problem);
}
