namespace Shadowgraph.Proofs;

/// <summary>The time of each stage of a proof, summed over all links.</summary>
public readonly record struct ProverTimings
{
    /// <summary>Checking opening and statement.</summary>
    public TimeSpan Planning { get; init; }

    /// <summary>Waiting for the key; negligible with the key in memory.</summary>
    public TimeSpan KeyLoad { get; init; }

    /// <summary>Solving the circuit.</summary>
    public TimeSpan Witness { get; init; }

    /// <summary>Computing the Groth16 proofs.</summary>
    public TimeSpan Proving { get; init; }

    /// <summary>Verifying the result.</summary>
    public TimeSpan Checking { get; init; }

    /// <summary>The sum of all stages.</summary>
    public TimeSpan Total => Planning + KeyLoad + Witness + Proving + Checking;
}
