namespace Shadowgraph.Proofs;

/// <summary>Publications of single subjects that wait while another is committed. Thread-safe.</summary>
internal sealed class GroupCommit
{
    /// <summary>Publications of one transaction at most.</summary>
    private const int MostAtOnce = 4096;

    private readonly Lock _lock = new();
    private readonly LinkedList<WaitingChange> _waiting = [];

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    public void Add(WaitingChange change)
    {
        lock (_lock) _waiting.AddLast(change);
    }

    /// <summary>Takes a change back.</summary>
    /// <returns>False if it does not wait any more: another's transaction has it.</returns>
    public bool TryWithdraw(WaitingChange change)
    {
        lock (_lock) return _waiting.Remove(change);
    }

    /// <summary>Takes what waits, in the order in which it came.</summary>
    public List<WaitingChange> Take()
    {
        lock (_lock)
        {
            var taken = new List<WaitingChange>(Math.Min(_waiting.Count, MostAtOnce));
            while (taken.Count < MostAtOnce && _waiting.First is { } first)
            {
                taken.Add(first.Value);
                _waiting.RemoveFirst();
            }

            return taken;
        }
    }
}
