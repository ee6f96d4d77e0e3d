using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The right to run one attempt: a slot, compute threads and memory. Given back exactly once, whoever is quicker.</summary>
internal sealed class Lease(LeasePool pool, ProofPlan plan) : IDisposable
{
    private int _state;

    /// <summary>The plan, with the threads it was given.</summary>
    public ProofPlan Plan => plan;

    public int Threads => plan.MaxDegreeOfParallelism;

    public long Bytes => plan.EstimatedBytes;

    /// <summary>Gives everything back.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) == 0) pool.Return(this, ofAbandoned: false);
    }

    /// <summary>Gives everything back, unused; nobody is told.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) == 0) pool.TakeBack(this);
    }

    /// <summary>
    /// Gives slot and threads to others while the prover still runs; its memory stays counted until <see cref="Settle"/>.
    /// </summary>
    /// <returns>False if the lease was given back before.</returns>
    public bool Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, 2, 0) != 0) return false;
        pool.Abandon(this);
        return true;
    }

    /// <summary>The abandoned prover has returned.</summary>
    public void Settle()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 2) == 2) pool.Return(this, ofAbandoned: true);
    }
}
