namespace Shadowgraph.Proofs;

/// <summary>Where a request's time went. Stages of the prover are those of the attempt that succeeded; all links together.</summary>
public readonly record struct ProofTimings
{
    /// <summary>Waiting for its turn.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>Checking opening and statement.</summary>
    public TimeSpan Planning { get; init; }

    /// <summary>Waiting for the key; next to nothing once it is in memory.</summary>
    public TimeSpan KeyLoad { get; init; }

    /// <summary>Solving the circuit.</summary>
    public TimeSpan Witness { get; init; }

    /// <summary>Computing the proof.</summary>
    public TimeSpan Proving { get; init; }

    /// <summary>The prover's own verification.</summary>
    public TimeSpan Checking { get; init; }

    /// <summary>The pipeline's validator.</summary>
    public TimeSpan Validation { get; init; }

    /// <summary>From its turn to the end: all attempts, and the waits between them.</summary>
    public TimeSpan Processing { get; init; }

    /// <summary>From submission to the end.</summary>
    public TimeSpan Total { get; init; }
}
