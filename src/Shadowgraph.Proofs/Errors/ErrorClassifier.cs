namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// The default classifier. Uses the types of the exception and its inner exceptions, outermost first; words in the messages only if no type is
/// conclusive.
/// </summary>
/// <remarks>
/// Messages of this library's exceptions become messages of the errors. All further messages may hold secrets and are never used: the error names the
/// exception's type, and carries the exception. The error of a <see cref="ProofErrorException"/> is returned unchanged. Thread-safe.
/// </remarks>
public sealed class ErrorClassifier : IErrorClassifier
{
    /// <inheritdoc/>
    public ProofError Classify(Exception exception, in ProofErrorContext context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var chain = ExceptionChain.Of(exception);
        foreach (var e in chain)
        {
            if (e is ProofErrorException { Error: var error }) return Complete(error, context);
            if (ExceptionFindings.Find(e, context.Stage) is { } finding) return Make(finding, exception, e, context);
        }

        // A failed stream often wraps a more specific exception, and a message is only a hint: both come last.
        foreach (var e in chain)
        {
            if (ExceptionFindings.OfFile(e, context.Stage) is { } finding) return Make(finding, exception, e, context);
        }

        foreach (var e in chain)
        {
            if (MessagePatterns.Find(e) is { } finding) return Make(finding, exception, e, context);
        }

        return Make(new(ProofErrorType.InternalError), exception, exception, context);
    }

    private static ProofError Make(ErrorFinding finding, Exception caught, Exception recognised, in ProofErrorContext context)
    {
        var error = new ProofError(finding.Type, finding.Message ?? ErrorText.Of(finding, recognised, context.Stage))
        {
            OccurredAt = context.OccurredAt,
            Attempt = context.Attempt,
            Circuit = context.Circuit ?? finding.Circuit,
            RequestId = context.RequestId,
            ResourceUse = context.ResourceUse,
            Exception = caught,
        };
        return finding.Recoverability is { } recoverability ? error with { Recoverability = recoverability } : error;
    }

    private static ProofError Complete(ProofError error, in ProofErrorContext context) => error with
    {
        OccurredAt = error.OccurredAt == default ? context.OccurredAt : error.OccurredAt,
        Attempt = error.Attempt == 0 ? context.Attempt : error.Attempt,
        Circuit = error.Circuit ?? context.Circuit,
        RequestId = error.RequestId ?? context.RequestId,
        ResourceUse = error.ResourceUse == default ? context.ResourceUse : error.ResourceUse,
    };
}
