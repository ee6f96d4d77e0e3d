namespace Shadowgraph.Proofs;

/// <summary>The default properties of an error type; an individual <see cref="ProofError"/> may differ.</summary>
/// <param name="Type">The type.</param>
/// <param name="Group">The part of the system in which the error originates.</param>
/// <param name="Severity">The severity for an operator.</param>
/// <param name="Recoverability">Whether a retry or a fallback may help.</param>
/// <param name="Advice">The next step for the recipient of the error, in a sentence.</param>
public sealed record ProofErrorMetadata(
    ProofErrorType Type,
    ProofErrorGroup Group,
    ProofErrorSeverity Severity,
    ProofErrorRecoverability Recoverability,
    string Advice);
