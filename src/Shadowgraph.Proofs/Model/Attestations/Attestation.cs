namespace Shadowgraph.Proofs;

/// <summary>One account's opinion of another, as the registry's publisher received it. Immutable.</summary>
public sealed record Attestation
{
    /// <summary>The attester: another account than the subject.</summary>
    public required EvmAddress Source { get; init; }

    /// <summary>The subject.</summary>
    public required EvmAddress Target { get; init; }

    /// <summary>The attester's opinion of the subject.</summary>
    public required Opinion Opinion { get; init; }

    /// <summary>How much the opinion counts, 0 to 1: it scales the opinion's evidence.</summary>
    public required double Weight { get; init; }

    /// <summary>What the attestation is about.</summary>
    public required AttestationType Type { get; init; }

    /// <summary>When it was made: 1970 or later, counted in whole seconds, fractions dropped.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops to count, after <see cref="CreatedAt"/>, in whole seconds, fractions dropped; null if never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Checks every field against the range that its documentation states.</summary>
    /// <exception cref="InvalidAttestationException">A field is out of its range; the message names it, the range and the
    /// remedy.</exception>
    public void Validate() => _ = QuantizedAttestation.From(this);

    /// <summary>The type only: what others attest is confidential, and a record would print it.</summary>
    public override string ToString() => nameof(Attestation);
}
