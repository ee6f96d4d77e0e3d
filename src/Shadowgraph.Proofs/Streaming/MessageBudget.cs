namespace Shadowgraph.Proofs.Streaming;

/// <summary>A token bucket: so many messages at once, and a tenth of them anew each second.</summary>
internal sealed class MessageBudget(int burst, TimeProvider time)
{
    private double _left = burst;
    private long _at = time.GetTimestamp();

    /// <returns>False if the client has sent more than it may.</returns>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_at, now).TotalSeconds * burst / 10));
        _at = now;
        if (_left < 1) return false;
        _left--;
        return true;
    }
}
