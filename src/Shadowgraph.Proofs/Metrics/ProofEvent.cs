using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>An event of a request. Names no user and holds no secret.</summary>
public readonly record struct ProofEvent
{
    /// <summary>The kind of event.</summary>
    public required ProofEventKind Kind { get; init; }

    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The time, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The urgency of the request.</summary>
    public ProofPriority Priority { get; init; }

    /// <summary>The circuit in use; null before the choice of a circuit.</summary>
    public CircuitSize? Circuit { get; init; }

    /// <summary>The number of links of the plan; 0 before planning.</summary>
    public int LinkCount { get; init; }

    /// <summary>The work of the plan, in constraints; 0 before planning.</summary>
    public long WorkUnits { get; init; }

    /// <summary>The attempt, counted from 1; 0 before the first attempt, and at the end of a request served from the cache.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// At the end of a request: whether another request's end already represents the shared proof. Counts of proofs, stages or resources must include
    /// only events with false, so that a shared proof counts once.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>The time of each stage; all zero before the end.</summary>
    public ProofTimings Timings { get; init; }

    /// <summary>The machine resources used by the proof; all zero unless the proof was made for this request, and completed.</summary>
    public ProverResources Resources { get; init; }

    /// <summary>The type of error, if any.</summary>
    public ProofErrorType? Error { get; init; }

    /// <summary>Whether the event is the successful or failed end of a request with its own proof.</summary>
    internal bool EndsProof => Kind is ProofEventKind.Completed or ProofEventKind.Failed && Attempt > 0 && !IsShared;
}
