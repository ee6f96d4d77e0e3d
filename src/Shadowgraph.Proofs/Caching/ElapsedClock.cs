using Microsoft.Extensions.Internal;

namespace Shadowgraph.Proofs.Caching;

/// <summary>A clock for a cache, based on timestamps with an arbitrary origin, so that setting the system clock has no effect.</summary>
internal sealed class ElapsedClock(TimeProvider time) : ISystemClock
{
    private readonly long _started = time.GetTimestamp();

    public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + time.GetElapsedTime(_started);
}
