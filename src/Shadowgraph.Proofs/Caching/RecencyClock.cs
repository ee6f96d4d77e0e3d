using Microsoft.Extensions.Internal;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// The clock of a <see cref="Microsoft.Extensions.Caching.Memory.MemoryCache"/>, which finds the least recently used entry by the time of
/// its last use: no time is told twice, so no two entries tie. It counts timestamps, from a beginning of its own. Not
/// thread-safe: it is asked under the lock of <see cref="MemoryProofCache"/>.
/// </summary>
internal sealed class RecencyClock(TimeProvider time) : ISystemClock
{
    private readonly long _started = time.GetTimestamp();
    private long _last;

    public DateTimeOffset UtcNow
    {
        get
        {
            _last = Math.Max(Elapsed.Ticks, _last + 1);
            return DateTimeOffset.UnixEpoch.AddTicks(_last);
        }
    }

    private TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>When a time that begins now will have passed, whatever was told meanwhile so that no two times are the same.</summary>
    public DateTimeOffset After(TimeSpan duration) => DateTimeOffset.UnixEpoch + Elapsed + duration;
}
