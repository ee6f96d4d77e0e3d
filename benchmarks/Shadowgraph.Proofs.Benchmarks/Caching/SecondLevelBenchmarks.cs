using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Caching;

/// <summary>The cost of the second level beyond the round trip of a distributed cache; the cache is in memory here.</summary>
[MemoryDiagnoser]
public class SecondLevelBenchmarks
{
    private readonly ProofCacheKey _key = new(new byte[ProofCacheKey.Size]);
    private DistributedLevel _level = null!;
    private DistributedLevel _paused = null!;
    private ReputationProof _proof = null!;

    /// <summary>Stores a proof of one link, and opens the circuit breaker of another second level.</summary>
    [GlobalSetup]
    public async Task FillAsync()
    {
        var link = new ReputationProofLink(new Groth16Proof(G1.Generator, G2.Generator, G1.Generator), new Fr[ReputationSignals.Count]);
        _proof = new ReputationProof(CircuitSize.Small, new string('0', 64), [link]);
        _level = Create(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())));
        await _level.StoreAsync(_key, _proof, default);
        _paused = Create(new BrokenCache());
        for (var i = 0; i < 2; i++) await _paused.FindAsync(_key, default);
    }

    /// <summary>Seals and stores.</summary>
    [Benchmark]
    public ValueTask Store() => _level.StoreAsync(_key, _proof, default);

    /// <summary>Finds and decrypts a proof, without verification.</summary>
    [Benchmark]
    public ValueTask<CachedProof?> Find() => _level.FindAsync(_key, default);

    /// <summary>Looks up while the cache is known to be away.</summary>
    [Benchmark]
    public ValueTask<CachedProof?> FindWhilePaused() => _paused.FindAsync(_key, default);

    private static DistributedLevel Create(IDistributedCache cache) => new(
        cache,
        new ProofCacheOptions { Distributed = { BreakDuration = DistributedProofCacheOptions.MaxBreakDuration } },
        TimeProvider.System,
        NullLogger.Instance);

    private sealed class BrokenCache : IDistributedCache
    {
        public byte[]? Get(string key) => throw new IOException();

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => throw new IOException();

        public void Refresh(string key) => throw new IOException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new IOException();

        public void Remove(string key) => throw new IOException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new IOException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new IOException();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
            throw new IOException();
    }
}
