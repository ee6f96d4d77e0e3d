using Shadowgraph.Proofs.Caching;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// A well-formed request, and the owner of the pipeline's copy of the subject's secret. The secret is cleared in this class and nowhere else,
/// when the last holder disposes its hold. Thread-safe.
/// </summary>
/// <param name="job">The statement to prove, with a copy of the subject's secret.</param>
/// <param name="plan">The plan of a first attempt.</param>
/// <param name="key">The key of the claim: equal requests have equal keys.</param>
internal sealed class AdmittedRequest(ProofJob job, ProofPlan plan, ProofCacheKey key) : IDisposable
{
    // The admitting caller is the first holder.
    private int _holders = 1;

    private (string? KeyHash, ProofCacheKey Key)? _cacheKey;

    public ProofJob Job => job;

    public ProofPlan Plan => plan;

    public ProofCacheKey Key => key;

    /// <summary>
    /// The key of the cache under a verification key, which separates the entries of different keys. Computed once, unless the hash changes. The steps of a
    /// request call this method one after another.
    /// </summary>
    /// <param name="keyHash">The hash of the verification key; null if unknown.</param>
    public ProofCacheKey CacheKeyUnder(string? keyHash)
    {
        if (_cacheKey is { } known && known.KeyHash == keyHash) return known.Key;
        var made = ProofCacheKeys.Under(key, keyHash);
        _cacheKey = (keyHash, made);
        return made;
    }

    /// <summary>Adds a hold on the secret, to be ended by <see cref="Dispose"/> once. Only a holder may call this method.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>Ends one hold; the last holder clears the secret.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) == 0) job.Identity?.Dispose();
    }
}
