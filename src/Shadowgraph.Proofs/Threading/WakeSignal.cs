using System.Threading.Channels;

namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Tells the dispatcher that something may have changed: an item came or went, or a lease was given back. Signals that come before it looks
/// are one signal. Thread-safe; one reader.
/// </summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Returns at once, and does nothing after <see cref="Complete"/>.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Ends the signals.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Waits for the next signal.</summary>
    /// <returns>False if there will be none.</returns>
    public async ValueTask<bool> WaitAsync()
    {
        if (!await _channel.Reader.WaitToReadAsync().ConfigureAwait(false)) return false;
        _channel.Reader.TryRead(out _);
        return true;
    }
}
