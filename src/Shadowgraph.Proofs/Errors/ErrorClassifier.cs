namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// The default classifier. It goes by the type of the exception and of those inside of it, outermost first, and by words in their messages
/// only if no type says anything.
/// </summary>
/// <remarks>
/// The messages of this library's exceptions become those of the errors. Those of other exceptions may hold anything, and never do: the
/// error names the exception's type, and carries the exception. A <see cref="ProofErrorException"/> passes its error on. Thread-safe.
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

        // A failed stream is often the wrapper of what says more, and a message is a guess: both come last.
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
