namespace Shadowgraph.Proofs.Threading;

/// <summary>Lent threads, as a computation knows them.</summary>
internal sealed class LentAllowance(ILentThreads threads) : IThreadBudget
{
    public int Degree => threads.Degree;

    public bool IsExceeded => threads.IsExceeded;

    public bool TryTake() => threads.TryTake();

    public bool TryReturnExcess() => threads.TryReturnExcess();

    public void Return() => threads.Return();
}
