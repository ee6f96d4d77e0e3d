using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The second step: answers a request from the cache, if the proof is there and holds.</summary>
internal sealed class CacheDesk(GuardedCache cache, IProofValidator validator, TimeProvider time, ILogger logger)
{
    /// <returns>The result, or null if the proof is to be made.</returns>
    public async ValueTask<ProofResult?> FindAsync(PendingRequest request, AdmittedRequest admitted, CancellationToken cancellationToken)
    {
        if (await cache.FindAsync(admitted.Key, cancellationToken).ConfigureAwait(false) is not { } found) return null;
        try
        {
            // The opinion is not kept: who asks has the opening that it follows from.
            var opinion = admitted.Job.Opening.Fuse(admitted.Job.AsOf);
            var times = new ProofTimings { Total = time.GetElapsedTime(request.Submitted) };
            var result = ProofResult.Completed(request.Id, found.Proof, opinion, times, attempts: 0, isFromCache: true);
            if (found.IsTrusted) return result;
            var validation = await validator.ValidateAsync(result, admitted.Job.Expectation, cancellationToken).AsTask()
                .WaitOrLeaveAsync(request.TotalTimeout, time, cancellationToken).ConfigureAwait(false);
            if (FaultOf(validation, found.Proof, admitted.Job) is not { } fault) return result;
            logger.CachedProofRejected(fault);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Then the proof is made, and what is wrong shows there.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.CachedProofRejected(e.GetType().Name);
        }

        await cache.RemoveAsync(admitted.Key).ConfigureAwait(false);
        return null;
    }

    private static string? FaultOf(ProofValidation? validation, ReputationProof proof, ProofJob job) => validation switch
    {
        null => "the validator returned null",
        { IsValid: false } => validation.ToString(),
        _ => job.IsAbout(proof) ? null : "it is another hidden subject's",
    };
}
