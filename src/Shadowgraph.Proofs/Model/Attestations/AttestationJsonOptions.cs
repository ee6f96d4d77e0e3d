namespace Shadowgraph.Proofs;

/// <summary>Unit of times and size limits of <see cref="AttestationJson"/>. Immutable.</summary>
public sealed record AttestationJsonOptions
{
    /// <summary>The unit of created_at and expires_at. A number that is obviously in the wrong unit is an error, never converted.</summary>
    /// <value>The default is <see cref="JsonTimeUnit.Seconds"/>.</value>
    public JsonTimeUnit TimeUnit { get; init; } = JsonTimeUnit.Seconds;

    /// <summary>The maximum length of the JSON text, in bytes.</summary>
    /// <value>The default is 64 MiB.</value>
    public int MaxBytes { get; init; } = 64 << 20;

    /// <summary>The maximum number of attestations in the text.</summary>
    /// <value>The default is 200 000.</value>
    public int MaxAttestations { get; init; } = 200_000;
}
