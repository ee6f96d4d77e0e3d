namespace Shadowgraph.Proofs.Queue;

/// <summary>How what waits is kept.</summary>
public sealed class ProofQueueOptions
{
    /// <summary>The most proofs that wait.</summary>
    /// <value>Default: 100. At least 1.</value>
    public int Capacity { get; set; } = 100;

    /// <summary>How long a proof waits until it counts as one of the next higher priority that comes then.</summary>
    /// <value>Default: 30 seconds. Longer than zero.</value>
    public TimeSpan AgingInterval { get; set; } = TimeSpan.FromSeconds(30);
}
