using Shadowgraph.Proofs.Caching;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A cache that keeps nothing.</summary>
internal sealed class EmptyCache : IProofCache
{
    public ValueTask<CachedProof?> FindAsync(ProofCacheKey key, CancellationToken cancellationToken = default) => default;

    public ValueTask StoreAsync(ProofCacheKey key, ReputationProof proof, CancellationToken cancellationToken = default) => default;

    public ValueTask RemoveAsync(ProofCacheKey key, CancellationToken cancellationToken = default) => default;
}
