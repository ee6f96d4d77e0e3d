using Microsoft.Extensions.Caching.Memory;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// Keeps proofs in this process: as many as fit, the one that was used longest ago gives way. Thread-safe.
/// </summary>
/// <remarks>
/// Looking up costs about a microsecond. Storing into a full cache looks at all entries, which is nothing beside the making of a proof.
/// The entries are trusted: they were verified here and have not left. Lifetimes follow <see cref="TimeProvider.GetTimestamp"/>: setting
/// the clock neither ends nor extends them.
/// </remarks>
public sealed class MemoryProofCache : IProofCache, IDisposable
{
    // Times stay within the calendar.
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365_000);

    // Finding marks an entry as used and storing makes room first: both are one step, so that exactly the right one goes.
    private readonly Lock _gate = new();

    // Its own limit of size is not set: a full cache with that refuses the new entry and makes room later.
    private readonly MemoryCache _entries;
    private readonly RecencyClock _clock;
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
        _clock = new RecencyClock(time ?? TimeProvider.System);

        // Scans of its own run beside what is done here: one that takes expired entries while room is made would cost a good one its place.
        _entries = new MemoryCache(new MemoryCacheOptions { Clock = _clock, ExpirationScanFrequency = TimeSpan.MaxValue });
    }

    /// <summary>How many proofs are kept, those whose lifetime has ended and that nobody has asked for since included.</summary>
    internal int Count => _entries.Count;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask<CachedProof?> FindAsync(ProofKey key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<CachedProof?>(cancellationToken);
        lock (_gate)
        {
            return ValueTask.FromResult(
                _entries.TryGetValue(key, out var proof) ? new CachedProof((ReputationProof)proof!, IsTrusted: true) : (CachedProof?)null);
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
            var isThere = _entries.TryGetValue(name, out _);
            if (_capacity == 0) return ValueTask.CompletedTask;

            // One and a half is one, whatever the rounding. What has expired goes first.
            if (!isThere && _entries.Count >= _capacity) _entries.Compact(1.5 / _entries.Count);
            _entries.Set(name, proof, _clock.After(_lifetime));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask RemoveAsync(ProofKey key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        lock (_gate) _entries.Remove(key);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the cache: every later call throws.</summary>
    public void Dispose()
    {
        lock (_gate) _entries.Dispose();
    }
}
