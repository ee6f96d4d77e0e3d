using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Builds errors with time and place filled in, and replaces a classifier that fails.</summary>
internal sealed class ErrorSource(IErrorClassifier classifier, TimeProvider time, ILogger logger)
{
    public ProofError Classify(
        Exception exception, Guid requestId, ProofStage stage, InFlightProof? inFlight = null, ResourceUse use = default)
    {
        var context = new ProofErrorContext
        {
            OccurredAt = time.GetUtcNow(),
            Stage = stage,
            RequestId = requestId,
            Attempt = inFlight?.Attempts ?? 0,
            Circuit = inFlight?.Plan.Size,
            ResourceUse = use,
        };
        return Complete(Ask(exception, context), context);
    }

    /// <summary>Builds an error that the pipeline itself raises.</summary>
    public ProofError Make(
        ProofErrorType type, string message, Guid requestId, InFlightProof? inFlight = null, ResourceUse use = default) =>
        new(type, message)
        {
            OccurredAt = time.GetUtcNow(),
            RequestId = requestId,
            Attempt = inFlight?.Attempts ?? 0,
            Circuit = inFlight?.Plan.Size,
            ResourceUse = use,
        };

    private ProofError Ask(Exception exception, in ProofErrorContext context)
    {
        // The pipeline's own errors carry their class already; a custom classifier cannot override the class.
        if (exception is ProofErrorException { Error: var known }) return known;
        try
        {
            if (classifier.Classify(exception, context) is { } error) return error;
            logger.ServiceReturnedNull(nameof(IErrorClassifier));
        }
#pragma warning disable CA1031 // A broken classifier must not cost the request its answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ServiceFailed(nameof(IErrorClassifier), e.GetType().Name);
        }

        return new ProofError(ProofErrorType.InternalError, $"An error of type {exception.GetType().Name} could not be classified.")
        {
            Exception = exception,
        };
    }

    private static ProofError Complete(ProofError error, in ProofErrorContext context) => error with
    {
        OccurredAt = error.OccurredAt == default ? context.OccurredAt : error.OccurredAt,
        RequestId = error.RequestId ?? context.RequestId,
        Attempt = error.Attempt == 0 ? context.Attempt : error.Attempt,
        Circuit = error.Circuit ?? context.Circuit,
        ResourceUse = error.ResourceUse == default ? context.ResourceUse : error.ResourceUse,
    };
}
