using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Takes the error out of exceptions that carry one; everything else is a proof that failed.</summary>
internal sealed class PlainClassifier : IErrorClassifier
{
    public ProofError Classify(Exception exception, in ProofErrorContext context)
    {
        var error = (exception as ProofErrorException)?.Error
            ?? new ProofError(ProofErrorType.ProofGenerationFailed, "The scripted prover failed.");
        return error with
        {
            OccurredAt = context.OccurredAt,
            Attempt = context.Attempt,
            Circuit = context.Circuit,
            RequestId = context.RequestId,
            ResourceUse = context.ResourceUse,
            Exception = exception,
        };
    }
}
