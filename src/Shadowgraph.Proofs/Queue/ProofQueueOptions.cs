namespace Shadowgraph.Proofs.Queue;

/// <summary>The options of the queue.</summary>
public sealed class ProofQueueOptions
{
    /// <summary>The maximum number of waiting proofs.</summary>
    /// <value>Default: 100. At least 1.</value>
    public int Capacity { get; set; } = 100;

    /// <summary>The waiting time that raises a proof by a priority level, relative to new arrivals.</summary>
    /// <value>Default: 30 seconds. Longer than zero.</value>
    public TimeSpan AgingInterval { get; set; } = TimeSpan.FromSeconds(30);
}
