namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Rate limit of updates. Spending makes a debt that shrinks at a fixed rate; spending is allowed while the debt is at most a tenth of a
/// second's updates. A single spending may exceed the allowance and delays the next accordingly.
/// </summary>
internal sealed class UpdateBudget(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan Leeway = TimeSpan.FromMilliseconds(100);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _paidBack;

    /// <summary>Time until the next spending is allowed; zero or negative if allowed now.</summary>
    public TimeSpan Wait => _paidBack - time.GetElapsedTime(_start) - Leeway;

    public void Spend(int count)
    {
        var now = time.GetElapsedTime(_start);
        _paidBack = (_paidBack > now ? _paidBack : now) + (TimeSpan.FromSeconds(1) * ((double)count / perSecond));
    }
}
