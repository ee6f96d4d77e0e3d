namespace Shadowgraph.Proofs;

/// <summary>How far a request has come.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Sequence">From 1. Rises whenever a report says something else than the one before, and only then.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Percent">0 to 100; never falls, and is 100 only when the proof is there.</param>
/// <param name="Description">What is being done, for people to read.</param>
/// <param name="Attempt">The attempt, counted from 1; 0 before the first.</param>
/// <param name="Remaining">How much longer it will take; null if that can't be told yet.</param>
public sealed record ProofProgress(
    Guid RequestId,
    long Sequence,
    ProofState State,
    ProofStage Stage,
    double Percent,
    string Description,
    int Attempt,
    DurationPrediction? Remaining)
{
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
