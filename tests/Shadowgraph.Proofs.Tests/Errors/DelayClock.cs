using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>A clock that tells when somebody begins to wait, and for how long.</summary>
internal sealed class DelayClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _delays = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _delays.Writer.TryWrite(dueTime);
        return timer;
    }

    public ValueTask<TimeSpan> NextDelayAsync(CancellationToken cancellationToken) => _delays.Reader.ReadAsync(cancellationToken);

    public bool AnyDelay => _delays.Reader.TryPeek(out _);
}
