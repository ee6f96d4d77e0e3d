namespace Shadowgraph.Proofs;

/// <summary>Where the time of a proof went; all links together.</summary>
public readonly record struct ProverTimings
{
    /// <summary>Checking opening and statement.</summary>
    public TimeSpan Planning { get; init; }

    /// <summary>Waiting for the key; next to nothing once it is in memory.</summary>
    public TimeSpan KeyLoad { get; init; }

    /// <summary>Solving the circuit.</summary>
    public TimeSpan Witness { get; init; }

    /// <summary>Computing the Groth16 proofs.</summary>
    public TimeSpan Proving { get; init; }

    /// <summary>Verifying the result.</summary>
    public TimeSpan Checking { get; init; }

    /// <summary>All of it.</summary>
    public TimeSpan Total => Planning + KeyLoad + Witness + Proving + Checking;
}
