using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// The workers that sum the slices of a multiplication, as many as threads are active at once: scratch memory passes from slice to slice. Thread-safe.
/// </summary>
internal sealed class SliceWorkers<TField>(Func<BucketMethod<TField>> create) : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly Stack<BucketMethod<TField>> _idle = [];

    /// <summary><see cref="BucketMethod{TField}.Compute"/> by an idle worker.</summary>
    public void Compute(MsmSlice slice, Span<AffinePoint<TField>> sums)
    {
        BucketMethod<TField>? worker;

        // The lock covers the stack alone; a worker is used by a single thread until its
        // return.
        lock (_idle) _idle.TryPop(out worker);

        // No idle worker: at most as many are created as threads compute at once.
        worker ??= create();
        try
        {
            worker.Compute(slice, sums);
        }
        finally
        {
            // Returned after a failure too, so that its memory is cleared and freed with
            // the rest.
            lock (_idle) _idle.Push(worker);
        }
    }

    /// <summary>To be called after all workers were returned.</summary>
    public void Dispose()
    {
        foreach (var worker in _idle) worker.Dispose();
    }
}
