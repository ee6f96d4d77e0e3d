namespace Shadowgraph.Proofs;

/// <summary>
/// The meaning of a schema of the Ethereum Attestation Service, stated by the user: which opinion the data of an attestation stands for.
/// Immutable.
/// </summary>
public sealed record EasMapping
{
    /// <summary>The opinion of an attestation; null leaves the attestation out, one of another schema for instance.</summary>
    public required Func<EasAttestation, Opinion?> Opinion { get; init; }

    /// <summary>The type of the attestations.</summary>
    /// <value>The default is <see cref="AttestationType.Trust"/>.</value>
    public AttestationType Type { get; init; } = AttestationType.Trust;

    /// <summary>The weight of the attestations, 0 to 1.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; init; } = 1;

    /// <summary>The UID of the only schema that is read, 0x and 64 hexadecimal digits; null for all.</summary>
    public string? Schema { get; init; }
}
