using Microsoft.Extensions.Caching.Memory;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// An in-process cache with a fixed capacity and eviction of the least recently used proof. Thread-safe.
/// </summary>
/// <remarks>
/// A hit takes less than a microsecond; a miss scans all entries for expired entries. Entries are trusted, since each was verified by this process
/// and has stayed in its memory. Lifetimes follow <see cref="TimeProvider.GetTimestamp"/>: setting the clock neither ends nor extends a lifetime.
/// </remarks>
public sealed class MemoryProofCache : IProofCache, IDisposable
{
    // Expiry times must stay in the range of DateTimeOffset.
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365_000);

    // Entries and usage order change together.
    private readonly Lock _lock = new();

    // The size limit of MemoryCache is not used: at the limit, MemoryCache refuses the new entry and compacts later. The usage order is therefore
    // kept here.
    private readonly MemoryCache _entries;
    private readonly LinkedList<Entry> _used = [];
    private readonly ElapsedClock _clock;
    private readonly int _capacity;
    private readonly TimeSpan _lifetime;
    private long _hits;
    private long _misses;
    private long _evictions;
    private long _expirations;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="options">Read once, at construction.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative, or the lifetime is not longer than zero.</exception>
    public MemoryProofCache(ProofCacheOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Capacity);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Lifetime, TimeSpan.Zero);
        _capacity = options.Capacity;
        _lifetime = options.Lifetime < LongestLifetime ? options.Lifetime : LongestLifetime;
        _clock = new ElapsedClock(time ?? TimeProvider.System);

        // Expired entries are removed on access or evicted: background scans would run concurrently with the code here.
        _entries = new MemoryCache(new MemoryCacheOptions { Clock = _clock, ExpirationScanFrequency = TimeSpan.MaxValue });
    }

    /// <inheritdoc/>
    public ProofCacheStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return new ProofCacheStatistics
                {
                    Hits = _hits,
                    Misses = _misses,
                    Evictions = _evictions,
                    Expirations = _expirations,
                    Size = _used.Count,
                };
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask<CachedProof?> FindAsync(ProofCacheKey key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<CachedProof?>(cancellationToken);
        lock (_lock)
        {
            if (Use(key) is { } entry)
            {
                _hits++;
                return ValueTask.FromResult<CachedProof?>(new CachedProof(entry.Value.Proof, IsTrusted: true));
            }

            _misses++;
            return default;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask StoreAsync(ProofCacheKey key, ReputationProof proof, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        Store(key, proof, _lifetime);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask RemoveAsync(ProofCacheKey key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        lock (_lock) Drop(Use(key));
        return ValueTask.CompletedTask;
    }

    /// <summary>Stores a proof for the given time, limited by the lifetime of the cache.</summary>
    internal void Store(ProofCacheKey key, ReputationProof proof, TimeSpan lifetime)
    {
        object name = key;
        lock (_lock)
        {
            Drop(Use(name));
            if (_capacity == 0 || lifetime <= TimeSpan.Zero) return;
            if (_used.Count >= _capacity)
            {
                Drop(_used.Last);
                _evictions++;
            }

            var expires = _clock.UtcNow + (lifetime < _lifetime ? lifetime : _lifetime);
            var entry = _used.AddFirst(new Entry(name, proof, expires));
            _entries.Set(entry.Value.Key, entry, expires);
        }
    }

    /// <summary>Disposes the cache: every later call throws.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _entries.Dispose();
            _used.Clear();
        }
    }

    /// <returns>The entry, marked as the most recently used; null without an entry.</returns>
    private LinkedListNode<Entry>? Use(object key)
    {
        if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? entry) || entry is null)
        {
            DropExpired();
            return null;
        }

        if (entry == _used.First) return entry;
        _used.Remove(entry);
        _used.AddFirst(entry);
        return entry;
    }

    private void DropExpired()
    {
        var now = _clock.UtcNow;
        for (var entry = _used.First; entry is not null;)
        {
            var next = entry.Next;
            if (entry.Value.Expires <= now)
            {
                Drop(entry);
                _expirations++;
            }

            entry = next;
        }
    }

    private void Drop(LinkedListNode<Entry>? entry)
    {
        if (entry is null) return;
        _used.Remove(entry);
        _entries.Remove(entry.Value.Key);
    }

    /// <param name="Key">The boxed key, shared by both collections.</param>
    /// <param name="Proof">The proof.</param>
    /// <param name="Expires">The expiry by the cache's own clock.</param>
    private readonly record struct Entry(object Key, ReputationProof Proof, DateTimeOffset Expires);
}
