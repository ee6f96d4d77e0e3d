namespace Shadowgraph.Proofs;

/// <summary>
/// The meaning of a local trust file of OpenRank or EigenTrust: CSV with the columns i (address of the truster), j (address of the trusted account)
/// and v (the value). The file has no times, so the user supplies the creation time. Immutable.
/// </summary>
public sealed record OpenRankMapping
{
    /// <summary>The mapping from a value to an opinion; null skips the row.</summary>
    public required Func<double, Opinion?> Opinion { get; init; }

    /// <summary>The creation time of all rows, such as the time of the export.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The expiry of all rows; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The type of the attestations.</summary>
    /// <value>The default is <see cref="AttestationType.Trust"/>.</value>
    public AttestationType Type { get; init; } = AttestationType.Trust;

    /// <summary>The weight of the attestations, 0 to 1.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; init; } = 1;
}
