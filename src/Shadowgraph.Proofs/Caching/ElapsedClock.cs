using Microsoft.Extensions.Internal;

namespace Shadowgraph.Proofs.Caching;

/// <summary>A clock for a cache that counts timestamps, from a beginning of its own: nobody can set it.</summary>
internal sealed class ElapsedClock(TimeProvider time) : ISystemClock
{
    private readonly long _started = time.GetTimestamp();

    public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + time.GetElapsedTime(_started);
}
