namespace ProofCluster.Hosting;

/// <summary>How often each user may have proofs made, over all fronts.</summary>
internal sealed class LimitOptions
{
    /// <summary>The most permits within any window; 0 for no limit.</summary>
    public int Permits { get; set; } = 10;

    /// <summary>The window, which slides with the clock.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);
}
