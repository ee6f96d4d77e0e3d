namespace Shadowgraph.Proofs;

/// <summary>A progress report of a request.</summary>
public sealed record ProofProgress
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>From 1; increases exactly when the contents differ from the previous report.</summary>
    public required long Sequence { get; init; }

    /// <summary>The state of the request.</summary>
    public required ProofState State { get; init; }

    /// <summary>The current stage.</summary>
    public required ProofStage Stage { get; init; }

    /// <summary>0 to 100; never decreases, and reaches 100 only with the finished proof.</summary>
    public required double Percent { get; init; }

    /// <summary>The current activity, as text for users.</summary>
    public required string Description { get; init; }

    /// <summary>The attempt, counted from 1; 0 before the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The predicted remaining time; null if unknown.</summary>
    public DurationPrediction? Remaining { get; init; }

    /// <summary>
    /// The number of proofs ahead in the queue, 0 for the next proof; null outside the queue. Neither promotion by waiting time nor a custom order of
    /// the host's queue is taken into account.
    /// </summary>
    public int? Position { get; init; }

    /// <summary>The estimated remaining time; null if unknown.</summary>
    public TimeSpan? EstimatedRemaining => Remaining?.Estimate;

    /// <summary>Whether this is the last report of the request.</summary>
    public bool IsFinal => State is ProofState.Completed or ProofState.Failed or ProofState.Cancelled;
}
