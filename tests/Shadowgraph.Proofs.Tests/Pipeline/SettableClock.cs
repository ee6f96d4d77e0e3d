namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Another clock whose time of day somebody sets; what it measures goes on as before.</summary>
internal sealed class SettableClock(TimeProvider clock) : TimeProvider
{
    /// <summary>How far it is off.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Offset;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
