namespace Shadowgraph.Proofs.Dispatch.Leasing;

/// <summary>The right to run one attempt: a slot, compute threads and memory. Returned exactly once, by the first of competing callers.</summary>
internal sealed class Lease : IDisposable
{
    private readonly LeasePool _pool;
    private int _state;

    /// <param name="pool">The pool of the lease.</param>
    /// <param name="plan">The plan of the attempt.</param>
    /// <param name="threads">Threads at first.</param>
    /// <param name="mostThreads">The most threads at any time.</param>
    /// <param name="isElsewhere">Whether the prover runs on a different machine: then the plan's threads are not threads of this machine, and stay
    /// fixed.</param>
    public Lease(LeasePool pool, ProofPlan plan, int threads, int mostThreads, bool isElsewhere = false)
    {
        _pool = pool;
        Lent = new LeasedThreads(pool, threads, mostThreads);
        Plan = isElsewhere ? plan with { Lent = null } : plan with { MaxDegreeOfParallelism = threads, Lent = Lent };
    }

    /// <summary>The plan, with the granted threads.</summary>
    public ProofPlan Plan { get; }

    /// <summary>The plan, with the largest number of threads so far.</summary>
    public ProofPlan PlanAtPeak => Plan.Lent is null ? Plan : Plan with { MaxDegreeOfParallelism = Lent.Peak };

    public LeasedThreads Lent { get; }

    /// <summary>Threads charged to this lease at present.</summary>
    public int Threads => Lent.Count;

    /// <summary>Memory charged to this lease at present.</summary>
    public long Bytes => Plan.BytesWith(Threads);

    /// <summary>Thread seconds of this lease, and of concurrent leases meanwhile; maintained by the pool.</summary>
    public ThreadSeconds Used { get; set; }

    /// <summary>Returns slot, threads and memory.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) == 0) _pool.Return(this, ofAbandoned: false);
    }

    /// <summary>Returns an unused lease, without a notification.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) == 0) _pool.TakeBack(this);
    }

    /// <summary>
    /// Returns slot and threads while the prover still runs; the memory stays charged until <see cref="Settle"/>.
    /// </summary>
    /// <returns>False if the lease was returned before.</returns>
    public bool Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, 2, 0) != 0) return false;
        _pool.Abandon(this);
        return true;
    }

    /// <summary>The abandoned prover has returned.</summary>
    public void Settle()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 2) == 2) _pool.Return(this, ofAbandoned: true);
    }
}
