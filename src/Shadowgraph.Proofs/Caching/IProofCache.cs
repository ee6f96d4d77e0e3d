using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Caching;

/// <summary>Keeps finished proofs for equal requests. Implementations are thread-safe.</summary>
/// <remarks>A cache that throws costs the request nothing: it is taken for one that has no entry, and the fault is logged.</remarks>
public interface IProofCache
{
    /// <summary>Looks a proof up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The proof, or null if there is none.</returns>
    ValueTask<CachedProof?> FindAsync(ProofKey key, CancellationToken cancellationToken = default);

    /// <summary>Keeps a proof that was just verified.</summary>
    /// <param name="key">The key.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask StoreAsync(ProofKey key, ReputationProof proof, CancellationToken cancellationToken = default);

    /// <summary>Drops an entry that turned out to be wrong.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask RemoveAsync(ProofKey key, CancellationToken cancellationToken = default);
}
