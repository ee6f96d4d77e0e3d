namespace Shadowgraph.Proofs.Limits;

/// <summary>How often each user may have proofs made.</summary>
public sealed class RateLimitOptions
{
    /// <summary>The most proofs that a user may ask for within any <see cref="Window"/>.</summary>
    /// <value>Default: 10. Zero for no limit.</value>
    public int Permits { get; set; } = 10;

    /// <summary>The time within which they are counted; it slides with the clock.</summary>
    /// <value>Default: 1 hour. Longer than zero.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether requests without a user are limited too, all of them together like one user.</summary>
    /// <value>Default: false.</value>
    public bool LimitMissingUser { get; set; }
}
