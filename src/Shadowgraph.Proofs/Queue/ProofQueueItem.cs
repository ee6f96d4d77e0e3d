using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Queue;

/// <summary>
/// What stands in the queue for a proof: what order and admission need to know, and nothing that only this process could hold. It
/// serialises to JSON as it is.
/// </summary>
/// <param name="Id">Names the proof; the queue holds each id once.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="EnqueuedAt">When it came, UTC; for people to read, as clocks jump. Order follows the queue's own sense of time.</param>
/// <param name="Circuit">The circuit of its plan.</param>
/// <param name="LinkCount">Links of its plan.</param>
/// <param name="EstimatedBytes">Memory that its plan asks for.</param>
/// <param name="WorkUnits">Work of its plan, in constraints to prove.</param>
public sealed record ProofQueueItem(
    Guid Id, ProofPriority Priority, DateTimeOffset EnqueuedAt, CircuitSize Circuit, int LinkCount, long EstimatedBytes, long WorkUnits);
