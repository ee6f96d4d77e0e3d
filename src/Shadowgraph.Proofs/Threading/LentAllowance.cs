namespace Shadowgraph.Proofs.Threading;

/// <summary>Adapts lent threads to the budget of a computation.</summary>
internal sealed class LentAllowance(ILentThreads threads) : IThreadBudget
{
    public int Degree => threads.Degree;

    public bool IsExceeded => threads.IsExceeded;

    public bool TryTake() => threads.TryTake();

    public bool TryReturnExcess() => threads.TryReturnExcess();

    public void Return() => threads.Return();
}
