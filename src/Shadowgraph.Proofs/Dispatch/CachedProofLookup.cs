using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Threading;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The cache step: answers a request from the cache, if the cached proof exists and verifies.</summary>
internal sealed class CachedProofLookup(FailSafeCache cache, IProofValidator validator, TimeProvider time, ILogger logger)
{
    /// <returns>The result, or null if the proof must be made.</returns>
    /// <exception cref="ProofErrorException">The request's time ran out before the cache answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<ProofResult?> FindAsync(PendingRequest request, AdmittedRequest admitted, CancellationToken cancellationToken)
    {
        var answer = await cache.FindAsync(request, admitted, cancellationToken).ConfigureAwait(false);
        if (request.TimeLeft(time) == TimeSpan.Zero) throw TooLate(request);
        if (answer is not { } found) return null;
        try
        {
            // The cache does not store the opinion: the requester holds the opening from which the opinion follows.
            var opinion = admitted.Job.Opening.Fuse(admitted.Job.AsOf);
            var times = new ProofTimings { Total = time.GetElapsedTime(request.Submitted) };
            var result = ProofResult.Completed(request.Id, found.Proof, opinion, times, attempts: 0, isFromCache: true);

            // The cache is not trusted: a proof for a different recipient, scope or claim is never handed out.
            var fault = admitted.Job.IsAnsweredBy(found.Proof, opinion.ScoreMillionths) ? null : "a proof of another claim";
            if (fault is null && !found.IsTrusted)
                fault = await FindFaultAsync(result, request, admitted.Job, cancellationToken).ConfigureAwait(false);
            if (fault is null)
            {
                if (!found.IsTrusted) await cache.ConfirmAsync(admitted, found).ConfigureAwait(false);
                return result;
            }

            logger.CachedProofRejected(fault);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException) when (request.TimeLeft(time) == TimeSpan.Zero)
        {
            throw TooLate(request); // The timeout proves nothing about the cached proof.
        }
#pragma warning disable CA1031 // On any fault the proof is made anew; a lasting fault shows there.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.CachedProofRejected(e.GetType().Name);
        }

        await cache.RemoveAsync(admitted).ConfigureAwait(false);
        return null;
    }

    private static ProofErrorException TooLate(PendingRequest request) => new(new ProofError(
        ProofErrorType.ProofGenerationTimeout,
        $"The request did not end within its timeout of {request.TotalTimeout}, because the cache answered too late."));

    private async ValueTask<string?> FindFaultAsync(
        ProofResult result, PendingRequest request, ProofJob job, CancellationToken cancellationToken)
    {
        var validation = await validator.ValidateAsync(result, job.Expectation, cancellationToken).AsTask()
            .WaitOrForgetAsync(request.TimeLeft(time), time, cancellationToken).ConfigureAwait(false);
        return validation switch
        {
            null => "the validator returned null",
            { IsValid: false } => string.Join(", ", validation.Findings.Select(finding => finding.Check).Distinct()),
            _ => job.IsAbout(result.Proof!) ? null : "a proof of another hidden subject",
        };
    }
}
