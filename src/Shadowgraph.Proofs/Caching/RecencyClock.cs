using Microsoft.Extensions.Internal;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// The clock of a <see cref="Microsoft.Extensions.Caching.Memory.MemoryCache"/>, which finds the least recently used entry by the time of
/// its last use: no time is told twice, so no two entries tie. It counts timestamps, from a beginning of its own. Thread-safe.
/// </summary>
internal sealed class RecencyClock(TimeProvider time) : ISystemClock
{
    private readonly long _started = time.GetTimestamp();
    private long _last;

    public DateTimeOffset UtcNow
    {
        get
        {
            var elapsed = Elapsed.Ticks;
            long last, next;
            do
            {
                last = Volatile.Read(ref _last);
                next = Math.Max(elapsed, last + 1);
            }
            while (Interlocked.CompareExchange(ref _last, next, last) != last);
            return DateTimeOffset.UnixEpoch.AddTicks(next);
        }
    }

    private TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>When a time that begins now will have passed, whatever was told meanwhile so that no two times are the same.</summary>
    public DateTimeOffset After(TimeSpan duration) => DateTimeOffset.UnixEpoch + Elapsed + duration;
}
