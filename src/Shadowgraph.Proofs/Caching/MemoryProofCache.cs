using Microsoft.Extensions.Caching.Memory;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// Keeps proofs in this process: as many as fit, the one that was used longest ago gives way. Thread-safe.
/// </summary>
/// <remarks>
/// Looking up takes less than a microsecond; a look-up in vain looks at all entries for those that have expired. The entries are trusted:
/// they were verified here and have not left. Lifetimes follow <see cref="TimeProvider.GetTimestamp"/>: setting the clock neither ends nor
/// extends them.
/// </remarks>
public sealed class MemoryProofCache : IProofCache, IDisposable
{
    // Times stay within the calendar.
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365_000);

    // Entries and their order change together.
    private readonly Lock _gate = new();

    // Its own limit of size is not set: a full cache with that refuses the new entry and makes room later. So the order of use is kept
    // here.
    private readonly MemoryCache _entries;
    private readonly LinkedList<Entry> _used = [];
    private readonly ElapsedClock _clock;
    private readonly int _capacity;
    private readonly TimeSpan _lifetime;

    /// <summary>An empty cache.</summary>
    /// <param name="options">Read once, here.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative, or the lifetime is not longer than zero.</exception>
    public MemoryProofCache(ProofCacheOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Capacity);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Lifetime, TimeSpan.Zero);
        _capacity = options.Capacity;
        _lifetime = options.Lifetime < LongestLifetime ? options.Lifetime : LongestLifetime;
        _clock = new ElapsedClock(time ?? TimeProvider.System);

        // What has expired is dropped when it is asked for, or gives way like the rest: scans would run beside what is done here.
        _entries = new MemoryCache(new MemoryCacheOptions { Clock = _clock, ExpirationScanFrequency = TimeSpan.MaxValue });
    }

    /// <summary>How many proofs are kept, those whose lifetime has ended since the last look-up in vain included.</summary>
    internal int Count
    {
        get
        {
            lock (_gate) return _used.Count;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask<CachedProof?> FindAsync(ProofKey key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<CachedProof?>(cancellationToken);
        lock (_gate)
        {
            return ValueTask.FromResult(
                Use(key) is { } entry ? new CachedProof(entry.Value.Proof, IsTrusted: true) : (CachedProof?)null);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask StoreAsync(ProofKey key, ReputationProof proof, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        object name = key;
        lock (_gate)
        {
            Drop(Use(name));
            if (_capacity == 0) return ValueTask.CompletedTask;
            if (_used.Count >= _capacity) Drop(_used.Last);
            var entry = _used.AddFirst(new Entry(name, proof, _clock.UtcNow + _lifetime));
            _entries.Set(entry.Value.Key, entry, entry.Value.Expires);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask RemoveAsync(ProofKey key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        lock (_gate) Drop(Use(key));
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the cache: every later call throws.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _entries.Dispose();
            _used.Clear();
        }
    }

    /// <returns>The entry, now the one used last; null if there is none.</returns>
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
            if (entry.Value.Expires <= now) Drop(entry);
            entry = next;
        }
    }

    private void Drop(LinkedListNode<Entry>? entry)
    {
        if (entry is null) return;
        _used.Remove(entry);
        _entries.Remove(entry.Value.Key);
    }

    /// <param name="Key">The key, as the one object that names it.</param>
    /// <param name="Proof">The proof.</param>
    /// <param name="Expires">By the cache's own clock.</param>
    private readonly record struct Entry(object Key, ReputationProof Proof, DateTimeOffset Expires);
}
