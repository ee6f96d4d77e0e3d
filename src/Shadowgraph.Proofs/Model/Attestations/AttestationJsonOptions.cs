namespace Shadowgraph.Proofs;

/// <summary>How <see cref="AttestationJson"/> reads and writes. Immutable.</summary>
public sealed record AttestationJsonOptions
{
    /// <summary>The unit of created_at and expires_at. A number that is obviously in the other unit is an error, never converted.</summary>
    /// <value>The default is <see cref="JsonTimeUnit.Seconds"/>.</value>
    public JsonTimeUnit TimeUnit { get; init; } = JsonTimeUnit.Seconds;

    /// <summary>The most bytes that are read.</summary>
    /// <value>The default is 64 MiB.</value>
    public int MaxBytes { get; init; } = 64 << 20;

    /// <summary>The most attestations that are read.</summary>
    /// <value>The default is 200 000.</value>
    public int MaxAttestations { get; init; } = 200_000;
}
