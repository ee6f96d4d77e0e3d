namespace Shadowgraph.Proofs;

/// <summary>Where the time of a proof went; all links together.</summary>
/// <param name="Planning">Checking opening and statement.</param>
/// <param name="KeyLoad">Waiting for the key; next to nothing once it is in memory.</param>
/// <param name="Witness">Solving the circuit.</param>
/// <param name="Proving">Computing the Groth16 proofs.</param>
/// <param name="Checking">Verifying the result.</param>
public readonly record struct ProverTimings(TimeSpan Planning, TimeSpan KeyLoad, TimeSpan Witness, TimeSpan Proving, TimeSpan Checking)
{
    /// <summary>All of it.</summary>
    public TimeSpan Total => Planning + KeyLoad + Witness + Proving + Checking;
}
