namespace Shadowgraph.Proofs.Errors;

/// <summary>Maps exceptions to errors. Implementations are thread-safe.</summary>
/// <remarks>If a classifier throws or returns null, the pipeline uses <see cref="ProofErrorType.InternalError"/> for that exception.</remarks>
public interface IErrorClassifier
{
    /// <summary>Classifies an exception.</summary>
    /// <param name="exception">The caught exception.</param>
    /// <param name="context">Place and time, which become part of the error.</param>
    ProofError Classify(Exception exception, in ProofErrorContext context);
}
