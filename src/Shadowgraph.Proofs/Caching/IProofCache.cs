namespace Shadowgraph.Proofs.Caching;

/// <summary>Caches finished proofs for equal requests. Implementations are thread-safe.</summary>
/// <remarks>
/// Faults of a cache never fail a request: an exception, or a proof of a different claim, counts as a miss, and the fault is logged. A hanging cache
/// delays the request by 3 seconds.
/// </remarks>
public interface IProofCache
{
    /// <summary>Finds a proof.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The proof, or null.</returns>
    ValueTask<CachedProof?> FindAsync(ProofCacheKey key, CancellationToken cancellationToken = default);

    /// <summary>Stores a proof that was just created and verified.</summary>
    /// <param name="key">The key.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask StoreAsync(ProofCacheKey key, ReputationProof proof, CancellationToken cancellationToken = default);

    /// <summary>Removes an entry found to be invalid.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask RemoveAsync(ProofCacheKey key, CancellationToken cancellationToken = default);

    /// <summary>Called after successful verification of an untrusted proof from this cache: while the proof stays in this process, no further
    /// verification is needed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="found">The cached proof.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask ConfirmAsync(ProofCacheKey key, CachedProof found, CancellationToken cancellationToken = default) => default;

    /// <summary>The statistics; null, the default, for a cache without statistics.</summary>
    ProofCacheStatistics? Statistics => null;
}
