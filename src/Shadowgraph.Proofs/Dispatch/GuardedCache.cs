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

    public async ValueTask StoreAsync(ProofKey key, ReputationProof proof)
    {
        try
        {
            await WaitAsync(cache.StoreAsync(key, proof)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What could not be kept is made again when it is wanted.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e);
        }
    }

    public async ValueTask RemoveAsync(ProofKey key)
    {
        try
        {
            await WaitAsync(cache.RemoveAsync(key)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It is found wrong again the next time.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e);
        }
    }

    private Task WaitAsync(ValueTask answer)
    {
        if (answer.IsCompletedSuccessfully) return Task.CompletedTask;
        var task = answer.AsTask();
        task.LeaveBehind();
        return task.WaitAsync(Patience, time);
    }

    private void Report(Exception e)
    {
        if (e is TimeoutException) logger.ServiceTooSlow(nameof(IProofCache), Patience);
        else logger.ServiceFailed(nameof(IProofCache), e.GetType().Name);
    }
}
