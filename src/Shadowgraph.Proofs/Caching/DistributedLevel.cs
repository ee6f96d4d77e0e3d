using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// The second level: sealed, untrusted entries in a distributed cache. Every call has a time limit, and no fault of the cache fails a request.
/// Thread-safe.
/// </summary>
internal sealed class DistributedLevel(IDistributedCache cache, ProofCacheOptions options, TimeProvider time, ILogger logger)
{
    private static readonly object Done = new();

    private readonly TimeSpan _lifetime = options.Lifetime;
    private readonly DistributedCalls _calls = new(options.Distributed, time, logger);
    private long _hits;

    public long Hits => Interlocked.Read(ref _hits);

    public long Faults => _calls.Faults;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<CachedProof?> FindAsync(ProofCacheKey key, CancellationToken cancellationToken)
    {
        var found = await _calls.AskAsync(token => ReadAsync(key, token), cancellationToken).ConfigureAwait(false);
        if (found is null || LifetimeOf(found) is not { Ticks: > 0 } left) return null;
        Interlocked.Increment(ref _hits);
        return new CachedProof(found.Proof, IsTrusted: false) { Lifetime = left };
    }

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask StoreAsync(ProofCacheKey key, ReputationProof proof, CancellationToken cancellationToken)
    {
        var (name, entry) = Seal(key, proof);
        var lifetime = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = _lifetime };
        await _calls.AskAsync(
            async token =>
            {
                await cache.SetAsync(name, entry, lifetime, token).ConfigureAwait(false);
                return Done;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask RemoveAsync(ProofCacheKey key, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        await _calls.AskAsync(
            async token =>
            {
                await cache.RemoveAsync(name, token).ConfigureAwait(false);
                return Done;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<Entry?> ReadAsync(ProofCacheKey key, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        if (await cache.GetAsync(name, cancellationToken).ConfigureAwait(false) is not { } bytes) return null;
        try
        {
            return Open(key, bytes);
        }
        catch (SealedEntryException e)
        {
            // Dropped, so that the entry is read only once. Counted as a failure of the cache, so that frequent invalid entries suspend the cache.
            logger.EntryDropped(e.Message);
            await cache.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The remaining lifetime. A changed clock may shorten the lifetime, but never extend beyond the full lifetime from now.</summary>
    private TimeSpan LifetimeOf(Entry entry)
    {
        var age = time.GetUtcNow() - entry.Made;
        return age > TimeSpan.Zero ? _lifetime - age : _lifetime;
    }

    private (string Name, byte[] Entry) Seal(ProofCacheKey key, ReputationProof proof)
    {
        Span<byte> derived = stackalloc byte[SealedEntry.DerivedSize];
        var entry = new SealedEntry(key, derived);
        var sealedBytes = entry.Seal(proof, time.GetUtcNow());
        CryptographicOperations.ZeroMemory(derived);
        return (entry.Name, sealedBytes);
    }

    private static Entry Open(ProofCacheKey key, byte[] bytes)
    {
        Span<byte> derived = stackalloc byte[SealedEntry.DerivedSize];
        try
        {
            var (proof, made) = new SealedEntry(key, derived).Open(bytes);
            return new Entry(proof, made);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static string NameOf(ProofCacheKey key)
    {
        Span<byte> derived = stackalloc byte[SealedEntry.DerivedSize];
        var name = new SealedEntry(key, derived).Name;
        CryptographicOperations.ZeroMemory(derived);
        return name;
    }

    private sealed record Entry(ReputationProof Proof, DateTimeOffset Made);
}
