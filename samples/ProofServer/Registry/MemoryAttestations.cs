using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>A registry in memory, with the last roots. What is published is gone when the program ends.</summary>
internal sealed class MemoryAttestations : IAttestationSource, IAsyncDisposable
{
    private const int KeptRoots = 100;

    private readonly Lock _lock = new();
    private readonly AttestationRegistry _registry = new();
    private readonly Dictionary<EvmAddress, Dictionary<EvmAddress, Attestation>> _about = [];
    private readonly LinkedList<Fr> _roots = new();

    public int Count => _registry.Count;

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    public Fr? Root
    {
        get
        {
            lock (_lock) return _roots.First?.Value;
        }
    }

    public IReadOnlyCollection<Fr> AcceptedRoots
    {
        get
        {
            lock (_lock) return [.. _roots];
        }
    }

    public RegistryOpening? Open(EvmAddress account)
    {
        lock (_lock) return _about.ContainsKey(account) ? _registry.Open(account) : null;
    }

    public IReadOnlyList<Attestation> About(EvmAddress account)
    {
        lock (_lock) return _about.TryGetValue(account, out var all) ? [.. all.Values] : [];
    }

    public Fr Publish(RegistrySubject subject, IReadOnlyList<Attestation> attestations)
    {
        lock (_lock)
        {
            var all = _about.TryGetValue(subject.Account, out var before) ? new Dictionary<EvmAddress, Attestation>(before) : [];
            foreach (var attestation in attestations) all[attestation.Source] = attestation;
            var root = _registry.Publish(subject, all.Values);
            _about[subject.Account] = all;
            _roots.AddFirst(root);
            if (_roots.Count > KeptRoots) _roots.RemoveLast();
            return root;
        }
    }
}
