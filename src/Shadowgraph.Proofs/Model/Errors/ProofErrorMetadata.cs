namespace Shadowgraph.Proofs;

/// <summary>What is known of an error by its type alone; a <see cref="ProofError"/> may know better.</summary>
/// <param name="Type">The type.</param>
/// <param name="Group">The part of the system it comes from.</param>
/// <param name="Severity">How much it should worry an operator.</param>
/// <param name="Recoverability">What may help.</param>
/// <param name="Advice">What to do next: one sentence for whoever gets the error.</param>
public sealed record ProofErrorMetadata(
    ProofErrorType Type,
    ProofErrorGroup Group,
    ProofErrorSeverity Severity,
    ProofErrorRecoverability Recoverability,
    string Advice);
