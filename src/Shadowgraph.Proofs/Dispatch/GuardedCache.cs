using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>A cache that costs a request nothing but time when it fails, and not much of that when it hangs.</summary>
internal sealed class GuardedCache(IProofCache cache, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async ValueTask<CachedProof?> FindAsync(ProofKey key, CancellationToken cancellationToken)
    {
        try
        {
            var answer = cache.FindAsync(key, cancellationToken);
            var found = answer.IsCompletedSuccessfully
                ? answer.Result
                : await answer.AsTask().WaitOrLeaveAsync(Patience, time, cancellationToken).ConfigureAwait(false);
            return found is { Proof: not null } ? found : null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Without its answer the proof is made.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e);
            return null;
        }
    }

    public ValueTask StoreAsync(ProofKey key, ReputationProof proof) => Guard(() => cache.StoreAsync(key, proof));

    public ValueTask RemoveAsync(ProofKey key) => Guard(() => cache.RemoveAsync(key));

    private async ValueTask Guard(Func<ValueTask> call)
    {
        try
        {
            var answer = call();
            if (answer.IsCompletedSuccessfully) return;
            var task = answer.AsTask();
            task.LeaveBehind();
            await task.WaitAsync(Patience, time).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What could not be kept is made again when it is wanted.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e);
        }
    }

    private void Report(Exception e)
    {
        if (e is TimeoutException) logger.ServiceTooSlow(nameof(IProofCache), Patience);
        else logger.ServiceFailed(nameof(IProofCache), e.GetType().Name);
    }
}
