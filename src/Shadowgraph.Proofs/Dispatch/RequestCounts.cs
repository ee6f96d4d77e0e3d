using Shadowgraph.Proofs.Dispatch.Leasing;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The counters of <see cref="InFlightRequests"/>, changed under its lock.</summary>
internal sealed class RequestCounts
{
    private long _waits;
    private TimeSpan _waited;
    private long _proved;
    private TimeSpan _proving;

    public long Submitted { get; set; }

    public int Waiting { get; set; }

    public int Running { get; set; }

    public long Joined { get; set; }

    public long ServedFromCache { get; set; }

    public long Refused { get; set; }

    public long Completed { get; private set; }

    public long Failed { get; private set; }

    public long Cancelled { get; private set; }

    /// <summary>A request's turn has come.</summary>
    public void Start(TimeSpan wait)
    {
        Leave(wait);
        Running++;
    }

    /// <summary>A request stops waiting.</summary>
    public void Leave(TimeSpan wait)
    {
        Waiting--;
        _waits++;
        _waited += wait;
    }

    public void End(ProofResult result, bool hadStarted)
    {
        if (hadStarted) Running--;
        switch (result.State)
        {
            case ProofState.Completed:
                Completed++;
                if (!hadStarted) break;
                _proved++;
                _proving += result.Timings.Processing;
                break;
            case ProofState.Cancelled:
                Cancelled++;
                break;
            default:
                Failed++;
                break;
        }
    }

    public PipelineStatistics ToStatistics(LeasePool leases)
    {
        var (threads, bytes) = leases.InUse;
        return new PipelineStatistics
        {
            Submitted = Submitted,
            Waiting = Waiting,
            Running = Running,
            Completed = Completed,
            Failed = Failed,
            Cancelled = Cancelled,
            Refused = Refused,
            Joined = Joined,
            ServedFromCache = ServedFromCache,
            Abandoned = leases.Abandoned,
            MeanWait = _waits == 0 ? TimeSpan.Zero : _waited / _waits,
            MeanProcessing = _proved == 0 ? TimeSpan.Zero : _proving / _proved,
            ReservedBytes = bytes,
            ProcessorsInUse = threads,
        };
    }
}
