namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The right to run one attempt: a slot, compute threads and memory. Given back exactly once, whoever is quicker.</summary>
internal sealed class Lease : IDisposable
{
    private readonly LeasePool _pool;
    private int _state;

    /// <param name="pool">Takes it back.</param>
    /// <param name="plan">What is to be proved.</param>
    /// <param name="threads">Threads at first.</param>
    /// <param name="mostThreads">The most it may ever have.</param>
    /// <param name="isElsewhere">Whether the prover works elsewhere: then the plan's threads are not this machine's, and stay as they
    /// are.</param>
    public Lease(LeasePool pool, ProofPlan plan, int threads, int mostThreads, bool isElsewhere = false)
    {
        _pool = pool;
        Lent = new LeasedThreads(pool, threads, mostThreads);
        Plan = isElsewhere ? plan with { Lent = null } : plan with { MaxDegreeOfParallelism = threads, Lent = Lent };
    }

    /// <summary>The plan, with the threads it was given.</summary>
    public ProofPlan Plan { get; }

    /// <summary>The plan, with the most threads that it ever had.</summary>
    public ProofPlan PlanAtPeak => Plan.Lent is null ? Plan : Plan with { MaxDegreeOfParallelism = Lent.Peak };

    public LeasedThreads Lent { get; }

    /// <summary>Threads that it counts with at present.</summary>
    public int Threads => Lent.Count;

    /// <summary>Memory that it counts with at present.</summary>
    public long Bytes => Plan.BytesWith(Threads);

    /// <summary>Threads and seconds that it had, and that others had meanwhile; the pool keeps it.</summary>
    public ThreadSeconds Used { get; set; }

    /// <summary>Gives everything back.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) == 0) _pool.Return(this, ofAbandoned: false);
    }

    /// <summary>Gives everything back, unused; nobody is told.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) == 0) _pool.TakeBack(this);
    }

    /// <summary>
    /// Gives slot and threads to others while the prover still runs; its memory stays counted until <see cref="Settle"/>.
    /// </summary>
    /// <returns>False if the lease was given back before.</returns>
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
