namespace Shadowgraph.Proofs.Caching;

/// <summary>Keeps finished proofs for equal requests. Implementations are thread-safe.</summary>
/// <remarks>
/// A cache that throws or gives a proof of something else costs the request nothing: it is taken for one that has no entry, and the fault is
/// logged. One that hangs costs 3 seconds.
/// </remarks>
public interface IProofCache
{
    /// <summary>Looks a proof up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The proof, or null if there is none.</returns>
    ValueTask<CachedProof?> FindAsync(ProofCacheKey key, CancellationToken cancellationToken = default);

    /// <summary>Keeps a proof that was just made and verified.</summary>
    /// <param name="key">The key.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask StoreAsync(ProofCacheKey key, ReputationProof proof, CancellationToken cancellationToken = default);

    /// <summary>Drops an entry that turned out to be wrong.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask RemoveAsync(ProofCacheKey key, CancellationToken cancellationToken = default);

    /// <summary>Is told that a proof which it gave untrusted was verified: it need not be verified again if it stays in this process.</summary>
    /// <param name="key">The key.</param>
    /// <param name="found">What was found under it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask ConfirmAsync(ProofCacheKey key, CachedProof found, CancellationToken cancellationToken = default) => default;

    /// <summary>What it has done; null, the default, for a cache that does not count.</summary>
    ProofCacheStatistics? Statistics => null;
}
