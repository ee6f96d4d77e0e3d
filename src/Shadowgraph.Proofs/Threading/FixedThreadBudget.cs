namespace Shadowgraph.Proofs.Threading;

/// <summary>A constant number of threads for a computation.</summary>
/// <param name="degree">The most threads, including the computation's own; at least 1.</param>
internal sealed class FixedThreadBudget(int degree) : IThreadBudget
{
    private int _taken = 1;

    public int Degree => degree;

    public bool IsExceeded => false;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= degree) return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    public bool TryReturnExcess() => false;

    public void Return() => Interlocked.Decrement(ref _taken);
}
