namespace Shadowgraph.Proofs.Limits;

/// <summary>The rate limit of proofs per user.</summary>
public sealed class RateLimitOptions
{
    /// <summary>The maximum number of proofs per user within any <see cref="Window"/>.</summary>
    /// <value>Default: 10. Zero for no limit.</value>
    public int Permits { get; set; } = 10;

    /// <summary>The length of the sliding window for counting permits.</summary>
    /// <value>Default: 1 hour. Longer than zero.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether requests without a user are also limited, all together like a single user.</summary>
    /// <value>Default: false.</value>
    public bool LimitMissingUser { get; set; }
}
