using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>Something that happened to a request. It names no user and holds no secret.</summary>
public readonly record struct ProofEvent
{
    /// <summary>What happened.</summary>
    public required ProofEventKind Kind { get; init; }

    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How urgent it is.</summary>
    public ProofPriority Priority { get; init; }

    /// <summary>The circuit in use; null before one was chosen.</summary>
    public CircuitSize? Circuit { get; init; }

    /// <summary>Links of the plan; 0 before there is one.</summary>
    public int LinkCount { get; init; }

    /// <summary>Work of the plan, in constraints to prove; 0 before there is one.</summary>
    public long WorkUnits { get; init; }

    /// <summary>The attempt, counted from 1; 0 if none has begun, and at the end of a request that was answered from the cache.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// At the end of a request: whether the end of another one, which waited for the same proof, stands for that proof. Who counts proofs,
    /// their stages or what they took, counts only where this is false: so each proof counts once, however many waited for it.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>Where the time went; all zero before the end.</summary>
    public ProofTimings Timings { get; init; }

    /// <summary>What the proof took of the machine; all zero unless it was made for this request, and completed.</summary>
    public ProverResources Resources { get; init; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public ProofErrorType? Error { get; init; }

    /// <summary>Whether this is the end of a request which began a proof, and the proof is made or has failed.</summary>
    internal bool EndsProof => Kind is ProofEventKind.Completed or ProofEventKind.Failed && Attempt > 0 && !IsShared;
}
