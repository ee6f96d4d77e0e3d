namespace Shadowgraph.Proofs.Errors;

/// <summary>How failed attempts are repeated.</summary>
public sealed class RecoveryOptions
{
    /// <summary>The most attempts with one plan.</summary>
    /// <value>Default: 3, the first included. At least 1; 1 repeats nothing.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The longest delay before the second attempt; it doubles with each one after.</summary>
    /// <value>Default: 1 second. Not negative.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay at all. Delays are drawn evenly between zero and the longest (full jitter).</summary>
    /// <value>Default: 30 seconds. At least <see cref="BaseDelay"/>.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether to go on with a smaller circuit, in more links, if one can't be used.</summary>
    /// <value>Default: true.</value>
    public bool AllowCircuitFallback { get; set; } = true;

    /// <summary>Whether to give memory back and try with one thread, if memory runs out.</summary>
    /// <value>Default: true.</value>
    public bool AllowResourceOptimization { get; set; } = true;
}
