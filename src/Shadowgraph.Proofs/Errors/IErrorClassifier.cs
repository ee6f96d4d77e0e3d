namespace Shadowgraph.Proofs.Errors;

/// <summary>Tells what an exception means. Implementations are thread-safe.</summary>
/// <remarks>One that throws or returns null is replaced, for that exception, by <see cref="ProofErrorType.InternalError"/>.</remarks>
public interface IErrorClassifier
{
    /// <summary>Classifies an exception.</summary>
    /// <param name="exception">What was caught.</param>
    /// <param name="context">Where and when; the error carries it on.</param>
    ProofError Classify(Exception exception, in ProofErrorContext context);
}
