namespace Shadowgraph.Proofs.Threading;

/// <summary>As many threads for one computation from its beginning to its end.</summary>
/// <param name="degree">Threads at most, the computation's own among them; at least 1.</param>
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
