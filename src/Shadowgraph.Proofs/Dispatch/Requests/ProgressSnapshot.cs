namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>The progress of a proof.</summary>
/// <param name="State">Queued or Processing; the final state belongs to the request.</param>
/// <param name="Stage">The present stage.</param>
/// <param name="Percent">0 to 99; never decreases.</param>
/// <param name="Fraction">Completed share of the present attempt, 0 to 1.</param>
/// <param name="Link">The present link, from 1; 0 before the first.</param>
/// <param name="LinkCount">Links of the plan.</param>
/// <param name="Attempt">The attempt, from 1; 0 before the first.</param>
internal readonly record struct ProgressSnapshot(
    ProofState State, ProofStage Stage, double Percent, double Fraction, int Link, int LinkCount, int Attempt);
