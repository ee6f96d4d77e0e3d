namespace Shadowgraph.Proofs;

/// <summary>Publications of single subjects that wait during the commit of another publication. Thread-safe.</summary>
internal sealed class GroupCommit
{
    /// <summary>The maximum number of publications per transaction.</summary>
    private const int MostAtOnce = 4096;

    private readonly Lock _lock = new();
    private readonly LinkedList<WaitingChange> _waiting = [];

    /// <summary>The number of waiting publications.</summary>
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

    /// <summary>Withdraws a change.</summary>
    /// <returns>False if the change is no longer waiting, but part of a transaction.</returns>
    public bool TryWithdraw(WaitingChange change)
    {
        lock (_lock) return _waiting.Remove(change);
    }

    /// <summary>Takes the waiting publications, in order of arrival.</summary>
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
