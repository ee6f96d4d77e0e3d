namespace Shadowgraph.Proofs;

/// <summary>Where a request's time went. Stages of the prover are those of the attempt that succeeded; all links together.</summary>
/// <param name="Queued">Waiting for its turn.</param>
/// <param name="Planning">Checking opening and statement.</param>
/// <param name="KeyLoad">Waiting for the key; next to nothing once it is in memory.</param>
/// <param name="Witness">Solving the circuit.</param>
/// <param name="Proving">Computing the proof.</param>
/// <param name="Checking">The prover's own verification.</param>
/// <param name="Validation">The pipeline's validator.</param>
/// <param name="Processing">From its turn to the end: all attempts, and the waits between them.</param>
/// <param name="Total">From submission to the end.</param>
public readonly record struct ProofTimings(
    TimeSpan Queued,
    TimeSpan Planning,
    TimeSpan KeyLoad,
    TimeSpan Witness,
    TimeSpan Proving,
    TimeSpan Checking,
    TimeSpan Validation,
    TimeSpan Processing,
    TimeSpan Total);
