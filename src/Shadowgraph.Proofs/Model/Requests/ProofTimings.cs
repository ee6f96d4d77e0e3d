namespace Shadowgraph.Proofs;

/// <summary>The time of each stage of a request. Prover stages are those of the successful attempt, summed over all links.</summary>
public readonly record struct ProofTimings
{
    /// <summary>Waiting in the queue.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>Checking opening and statement.</summary>
    public TimeSpan Planning { get; init; }

    /// <summary>Waiting for the key; negligible with the key in memory.</summary>
    public TimeSpan KeyLoad { get; init; }

    /// <summary>Solving the circuit.</summary>
    public TimeSpan Witness { get; init; }

    /// <summary>Computing the proof.</summary>
    public TimeSpan Proving { get; init; }

    /// <summary>Verification by the prover.</summary>
    public TimeSpan Checking { get; init; }

    /// <summary>Verification by the pipeline's validator.</summary>
    public TimeSpan Validation { get; init; }

    /// <summary>From the end of the queue to the end of the request: all attempts, and the delays in between.</summary>
    public TimeSpan Processing { get; init; }

    /// <summary>From submission to the end.</summary>
    public TimeSpan Total { get; init; }
}
