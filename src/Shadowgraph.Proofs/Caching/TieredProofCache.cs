namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// The memory of this process in front of a second level. Proofs from the second level are not trusted; a verified proof stays in memory for the rest
/// of its lifetime. Thread-safe.
/// </summary>
internal sealed class TieredProofCache(MemoryProofCache memory, DistributedLevel second) : IProofCache, IDisposable
{
    /// <remarks>A hit in the second level was a miss in memory before.</remarks>
    public ProofCacheStatistics Statistics
    {
        get
        {
            var hits = second.Hits;
            var near = memory.Statistics;
            return near with
            {
                Hits = near.Hits + hits,
                Misses = near.Misses - hits,
                DistributedHits = hits,
                DistributedFaults = second.Faults,
            };
        }
    }

    public ValueTask<CachedProof?> FindAsync(ProofCacheKey key, CancellationToken cancellationToken = default)
    {
        var near = memory.FindAsync(key, cancellationToken);
        return near.IsCompletedSuccessfully && near.Result is null ? second.FindAsync(key, cancellationToken) : near;
    }

    public async ValueTask StoreAsync(ProofCacheKey key, ReputationProof proof, CancellationToken cancellationToken = default)
    {
        await memory.StoreAsync(key, proof, cancellationToken).ConfigureAwait(false);
        await second.StoreAsync(key, proof, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(ProofCacheKey key, CancellationToken cancellationToken = default)
    {
        await memory.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
        await second.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask ConfirmAsync(ProofCacheKey key, CachedProof found, CancellationToken cancellationToken = default)
    {
        if (found.Lifetime is { } left) memory.Store(key, found.Proof, left);
        return default;
    }

    public void Dispose() => memory.Dispose();
}
