namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// How many updates may go out. What is spent is paid back at a rate; a debt of a tenth of a second's updates stands before anything waits.
/// A spending may be larger than what is left: the next one waits the longer.
/// </summary>
internal sealed class UpdateBudget(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan Leeway = TimeSpan.FromMilliseconds(100);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _paidBack;

    /// <summary>How long the next spending has to wait; zero or less if it has not.</summary>
    public TimeSpan Wait => _paidBack - time.GetElapsedTime(_start) - Leeway;

    public void Spend(int count)
    {
        var now = time.GetElapsedTime(_start);
        _paidBack = (_paidBack > now ? _paidBack : now) + (TimeSpan.FromSeconds(1) * ((double)count / perSecond));
    }
}
