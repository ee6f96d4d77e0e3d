using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch.Isolation;

/// <summary>
/// A cache that at worst costs a request time: bounded if the cache hangs, none if it fails. A failure is reported once, until the cache
/// answers again.
/// </summary>
/// <remarks>Entries of one request are separate for each verification key of the prover.</remarks>
internal sealed class FailSafeCache(IProofCache cache, IProver prover, TimeProvider time, ILogger logger)
{
    // Longer than the timeout of a second-level cache, which has its own limit.
    private static readonly TimeSpan Patience = DistributedProofCacheOptions.MaxTimeout + TimeSpan.FromSeconds(1);

    private static readonly TimeSpan KeyPatience = TimeSpan.FromSeconds(2);

    // An entry of another process is verified on retrieval, which needs the prover's key: the lookup waits for the key. An entry of this
    // process was made with a key that is loaded already.
    private readonly bool _isShared = cache is not MemoryProofCache;
    private int _isFailing;

    /// <summary>The cache's own statistics; null if the cache has none.</summary>
    public ProofCacheStatistics? Statistics
    {
        get
        {
            try
            {
                return cache.Statistics;
            }
#pragma warning disable CA1031 // Statistics are no reason to fail.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Report(e, Patience);
                return null;
            }
        }
    }

    /// <summary>Looks up a proof, within the remaining time of the request.</summary>
    /// <returns>Null if there is no entry, or the cache does not answer.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<CachedProof?> FindAsync(PendingRequest request, AdmittedRequest admitted, CancellationToken cancellationToken)
    {
        var key = await KeyOfAsync(admitted, request.TimeLeft(time), cancellationToken).ConfigureAwait(false);
        var patience = Patience;
        try
        {
            var answer = cache.FindAsync(key, cancellationToken);
            if (request.TimeLeft(time) is var left && left < patience) patience = left;
            var found = answer.IsCompletedSuccessfully
                ? answer.Result
                : await answer.AsTask().WaitOrForgetAsync(patience, time, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _isFailing, 0);
            return found is { Proof: not null } ? found : null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Without an answer of the cache the proof is made.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e, patience);
            return null;
        }
    }

    public ValueTask StoreAsync(AdmittedRequest admitted, ReputationProof proof) =>
        TellAsync(admitted, proof, static (cache, key, proof) => cache.StoreAsync(key, proof));

    public ValueTask RemoveAsync(AdmittedRequest admitted) =>
        TellAsync(admitted, 0, static (cache, key, _) => cache.RemoveAsync(key));

    public ValueTask ConfirmAsync(AdmittedRequest admitted, CachedProof found) =>
        TellAsync(admitted, found, static (cache, key, found) => cache.ConfirmAsync(key, found));

    private async ValueTask TellAsync<T>(AdmittedRequest admitted, T what, Func<IProofCache, ProofCacheKey, T, ValueTask> tell)
    {
        var key = await KeyOfAsync(admitted, Patience, CancellationToken.None).ConfigureAwait(false);
        try
        {
            var answer = tell(cache, key, what);
            if (!answer.IsCompletedSuccessfully)
            {
                var task = answer.AsTask();
                task.Forget();
                await task.WaitAsync(Patience, time).ConfigureAwait(false);
            }

            Volatile.Write(ref _isFailing, 0);
        }
#pragma warning disable CA1031 // A proof that could not be stored is made again on demand, and a lasting fault shows again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e, Patience);
        }
    }

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    private async ValueTask<ProofCacheKey> KeyOfAsync(AdmittedRequest admitted, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        string? hash = null;
        try
        {
            var answer = prover.FindKeyHashAsync(admitted.Plan.Size, _isShared, cancellationToken);
            var patience = KeyPatience < timeLeft ? KeyPatience : timeLeft;
            hash = answer.IsCompletedSuccessfully
                ? answer.Result
                : await answer.AsTask().WaitOrForgetAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The lookup continues among entries without a key; a lasting fault shows in the proof itself.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        return admitted.CacheKeyUnder(hash);
    }

    private void Report(Exception e, TimeSpan patience)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) != 0) return;
        if (e is TimeoutException) logger.ServiceTooSlow(nameof(IProofCache), patience);
        else logger.ServiceFailed(nameof(IProofCache), e.GetType().Name);
    }
}
