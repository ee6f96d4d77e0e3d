using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// What threads sum the slices of one multiplication with, as many as are ever at work on it at once: scratch memory goes from slice to
/// slice. Thread-safe.
/// </summary>
internal sealed class SliceWorkers<TField>(Func<BucketMethod<TField>> create) : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly Stack<BucketMethod<TField>> _idle = [];

    /// <summary><see cref="BucketMethod{TField}.Compute"/> by one that is idle.</summary>
    public void Compute(in MsmSlice slice, Span<AffinePoint<TField>> sums)
    {
        BucketMethod<TField>? worker;
        lock (_idle) _idle.TryPop(out worker);
        worker ??= create();
        try
        {
            worker.Compute(slice, sums);
        }
        finally
        {
            lock (_idle) _idle.Push(worker);
        }
    }

    /// <summary>Not before all have come back.</summary>
    public void Dispose()
    {
        foreach (var worker in _idle) worker.Dispose();
    }
}
