namespace Shadowgraph.Proofs;

/// <summary>
/// The meaning of a schema of the Ethereum Attestation Service, defined by the user: a mapping from the data of an attestation to an opinion.
/// Immutable.
/// </summary>
public sealed record EasMapping
{
    /// <summary>The opinion of an attestation; null skips the attestation, for instance an attestation of another schema.</summary>
    public required Func<EasAttestation, Opinion?> Opinion { get; init; }

    /// <summary>The type of the attestations.</summary>
    /// <value>The default is <see cref="AttestationType.Trust"/>.</value>
    public AttestationType Type { get; init; } = AttestationType.Trust;

    /// <summary>The weight of the attestations, 0 to 1.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; init; } = 1;

    /// <summary>The UID of the only accepted schema, 0x and 64 hexadecimal digits; null for all schemas.</summary>
    public string? Schema { get; init; }
}
