namespace Shadowgraph.Proofs.Streaming;

/// <summary>A token bucket: the capacity is the burst, and a tenth of the burst is added per second.</summary>
internal sealed class MessageBudget(int burst, TimeProvider time)
{
    private double _left = burst;
    private long _at = time.GetTimestamp();

    /// <returns>False if the client has exceeded the limit.</returns>
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
