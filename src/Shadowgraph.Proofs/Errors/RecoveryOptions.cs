namespace Shadowgraph.Proofs.Errors;

/// <summary>The repetition of failed attempts.</summary>
public sealed class RecoveryOptions
{
    /// <summary>The maximum number of attempts with the same plan.</summary>
    /// <value>Default: 3, including the first attempt. At least 1, which disables retries.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The upper limit of the delay before the second attempt; doubles with each further attempt.</summary>
    /// <value>Default: 1 second. Not negative.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The upper limit of all delays. Delays are drawn uniformly between zero and the current limit (full jitter).</summary>
    /// <value>Default: 30 seconds. At least <see cref="BaseDelay"/>.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a circuit that can't be used is replaced by a smaller circuit, in more links.</summary>
    /// <value>Default: true.</value>
    public bool AllowCircuitFallback { get; set; } = true;

    /// <summary>Whether a lack of memory leads to an attempt with a single thread, after unused memory is returned.</summary>
    /// <value>Default: true.</value>
    public bool AllowResourceOptimization { get; set; } = true;
}
