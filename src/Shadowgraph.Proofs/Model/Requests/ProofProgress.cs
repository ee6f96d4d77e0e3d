namespace Shadowgraph.Proofs;

/// <summary>How far a request has come.</summary>
public sealed record ProofProgress
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>From 1. Rises whenever a report says something else than the one before, and only then.</summary>
    public required long Sequence { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProofState State { get; init; }

    /// <summary>What is being done.</summary>
    public required ProofStage Stage { get; init; }

    /// <summary>0 to 100; never falls, and is 100 only when the proof is there.</summary>
    public required double Percent { get; init; }

    /// <summary>What is being done, for people to read.</summary>
    public required string Description { get; init; }

    /// <summary>The attempt, counted from 1; 0 before the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>How much longer it will take; null if that can't be told yet.</summary>
    public DurationPrediction? Remaining { get; init; }

    /// <summary>
    /// How many other proofs that wait stand before it, 0 if it is the next; null unless it waits. Those that have waited so long that they
    /// count as more urgent are not seen in it, nor is another order of a queue of the host's.
    /// </summary>
    public int? Position { get; init; }

    /// <summary>About how much longer it will take; null if that can't be told yet.</summary>
    public TimeSpan? EstimatedRemaining => Remaining?.Estimate;

    /// <summary>Whether this is the last report.</summary>
    public bool IsFinal => State is ProofState.Completed or ProofState.Failed or ProofState.Cancelled;
}
