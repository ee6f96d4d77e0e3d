using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Queue;

/// <summary>
/// An item of the queue: all data for order and admission, and no reference to in-process objects. Serialisable to JSON as is.
/// </summary>
/// <param name="Id">The id of the proof; unique within the queue.</param>
/// <param name="Priority">The urgency.</param>
/// <param name="EnqueuedAt">The arrival, UTC; for display only, since clocks may jump. The order uses the queue's own timestamps.</param>
/// <param name="Circuit">The circuit of the plan.</param>
/// <param name="LinkCount">The number of links of the plan.</param>
/// <param name="EstimatedBytes">The memory of the plan, in bytes.</param>
/// <param name="WorkUnits">The work of the plan, in constraints.</param>
public sealed record ProofQueueItem(
    Guid Id, ProofPriority Priority, DateTimeOffset EnqueuedAt, CircuitSize Circuit, int LinkCount, long EstimatedBytes, long WorkUnits);
