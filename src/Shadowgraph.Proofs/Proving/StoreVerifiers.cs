using System.Collections.Concurrent;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Proving;

/// <summary>Verifiers that pin the keys of a store: one per circuit, made on first use. Thread-safe.</summary>
internal sealed class StoreVerifiers(IProvingKeyStore keys, TimeProvider time)
{
    private readonly ConcurrentDictionary<CircuitSize, ReputationVerifier> _verifiers = [];

    /// <summary>The verifier of a circuit; throws as <see cref="IProvingKeyStore.GetAsync"/> does.</summary>
    public async ValueTask<ReputationVerifier> GetAsync(CircuitSize size, CancellationToken cancellationToken)
    {
        if (_verifiers.TryGetValue(size, out var made)) return made;
        var key = await keys.GetAsync(size, null, cancellationToken).ConfigureAwait(false);
        return _verifiers.GetOrAdd(
            size, ReputationVerifier.Trusting(size, key.VerifyingKey, time));
    }
}
