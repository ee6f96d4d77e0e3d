namespace Shadowgraph.Proofs;

/// <summary>The opinion of an attester about a subject, as received by the registry's publisher. Immutable.</summary>
public sealed record Attestation
{
    /// <summary>The attester; never the same account as the subject.</summary>
    public required EvmAddress Source { get; init; }

    /// <summary>The subject.</summary>
    public required EvmAddress Target { get; init; }

    /// <summary>The attester's opinion of the subject.</summary>
    public required Opinion Opinion { get; init; }

    /// <summary>The weight of the opinion, 0 to 1: a factor on the opinion's evidence.</summary>
    public required double Weight { get; init; }

    /// <summary>The subject matter of the attestation.</summary>
    public required AttestationType Type { get; init; }

    /// <summary>The creation time: 1970 or later, in whole seconds; fractions are dropped.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The expiry, later than <see cref="CreatedAt"/>, in whole seconds; fractions are dropped. Null for an attestation that never
    /// expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Checks every field against its documented range.</summary>
    /// <exception cref="InvalidAttestationException">A field is out of range; the message names the field, the range and the remedy.</exception>
    public void Validate() => _ = QuantizedAttestation.From(this);

    /// <summary>The type name only: attestations are confidential, and the default text of a record would print all fields.</summary>
    public override string ToString() => nameof(Attestation);
}
