namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>How far a proof has come.</summary>
/// <param name="State">Queued or Processing; the end is the request's own.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Percent">0 to 99; never falls.</param>
/// <param name="Fraction">Share of the present attempt that is done, 0 to 1.</param>
/// <param name="Link">The link being worked on, from 1; 0 before the first.</param>
/// <param name="LinkCount">Links of the plan.</param>
/// <param name="Attempt">The attempt, from 1; 0 before the first.</param>
internal readonly record struct ProgressSnapshot(
    ProofState State, ProofStage Stage, double Percent, double Fraction, int Link, int LinkCount, int Attempt);
