using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch.Isolation;

/// <summary>
/// A cache that costs a request nothing but time when it fails, and not much of that when it hangs. That it fails is reported once, until
/// it answers again.
/// </summary>
/// <remarks>It keeps the proof of a request apart for each verification key of the prover.</remarks>
internal sealed class FailSafeCache(IProofCache cache, IProver prover, TimeProvider time, ILogger logger)
{
    // Longer than a second level may take: that one has an end of its own.
    private static readonly TimeSpan Patience = DistributedProofCacheOptions.MaxTimeout + TimeSpan.FromSeconds(1);

    private static readonly TimeSpan KeyPatience = TimeSpan.FromSeconds(2);

    // What other processes made is verified when it is found, which takes the prover's key: then the key is waited for. What this process
    // made, it made with a key that it has.
    private readonly bool _isShared = cache is not MemoryProofCache;
    private int _isFailing;

    /// <summary>What the cache says of itself; null if it says nothing.</summary>
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

    /// <summary>Looks a proof up, within what is left of the request's time.</summary>
    /// <returns>Null if there is none, or the cache does not answer.</returns>
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
#pragma warning disable CA1031 // Without its answer the proof is made.
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
#pragma warning disable CA1031 // What could not be kept is made again when it is wanted, and what is wrong is found wrong again.
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
#pragma warning disable CA1031 // Then the proof is looked for where those of no key are. What is wrong shows when it is proved.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        return ProofCacheKeys.Under(admitted.Key, hash);
    }

    private void Report(Exception e, TimeSpan patience)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) != 0) return;
        if (e is TimeoutException) logger.ServiceTooSlow(nameof(IProofCache), patience);
        else logger.ServiceFailed(nameof(IProofCache), e.GetType().Name);
    }
}
