namespace Shadowgraph.Proofs.Validation;

/// <summary>Something that a validator noticed.</summary>
/// <param name="Severity">Whether it makes the result unusable.</param>
/// <param name="Check">The check that found it.</param>
/// <param name="Message">What was expected and what was found; without secrets.</param>
public sealed record ProofFinding(ProofFindingSeverity Severity, ProofCheck Check, string Message);
