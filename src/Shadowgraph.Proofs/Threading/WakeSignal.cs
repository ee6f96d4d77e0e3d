using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Wakes the dispatcher after a possible change: an item was added or removed, or a lease returned. Signals before the next read coalesce.
/// Thread-safe; one reader.
/// </summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Returns at once; without effect after <see cref="Complete"/>.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Ends the signals.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Waits for the next signal.</summary>
    /// <returns>False after the end of the signals.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitAsync()
    {
        if (!await _channel.Reader.WaitToReadAsync().ConfigureAwait(false)) return false;
        _channel.Reader.TryRead(out _);
        return true;
    }
}
