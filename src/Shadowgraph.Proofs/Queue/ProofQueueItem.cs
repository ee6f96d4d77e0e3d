using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Queue;

/// <summary>
/// An item of the queue: all data for order and admission, and no reference to in-process objects. Serialisable to JSON as is.
/// </summary>
public sealed record ProofQueueItem
{
    /// <summary>The id of the proof; unique within the queue.</summary>
    public required Guid Id { get; init; }

    /// <summary>The urgency.</summary>
    public required ProofPriority Priority { get; init; }

    /// <summary>The arrival, UTC; for display only, since clocks may jump. The order uses the queue's own timestamps.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>The circuit of the plan.</summary>
    public required CircuitSize Circuit { get; init; }

    /// <summary>The number of links of the plan.</summary>
    public required int LinkCount { get; init; }

    /// <summary>The memory of the plan, in bytes.</summary>
    public required long EstimatedBytes { get; init; }

    /// <summary>The work of the plan, in constraints.</summary>
    public required long WorkUnits { get; init; }
}
