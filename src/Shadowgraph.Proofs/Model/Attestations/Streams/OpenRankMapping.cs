namespace Shadowgraph.Proofs;

/// <summary>
/// The meaning of a local trust file of OpenRank or EigenTrust: CSV with the columns i (the truster), j (the trusted), v (the value), i and
/// j as addresses. The file has no times, so the user states one. Immutable.
/// </summary>
public sealed record OpenRankMapping
{
    /// <summary>The opinion that a value stands for; null leaves the row out.</summary>
    public required Func<double, Opinion?> Opinion { get; init; }

    /// <summary>The time at which all rows count as made, such as the time of the export.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time from which no row counts any more; null if never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The type of the attestations.</summary>
    /// <value>The default is <see cref="AttestationType.Trust"/>.</value>
    public AttestationType Type { get; init; } = AttestationType.Trust;

    /// <summary>The weight of the attestations, 0 to 1.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; init; } = 1;
}
