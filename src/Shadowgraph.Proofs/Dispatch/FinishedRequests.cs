namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Says which ended requests are kept for look-up. When there are too many, the older ones of users who have several go first, the oldest
/// of them before the others; then the oldest of all. So nobody loses a result to one who has ended thousands. Under the book's lock.
/// </summary>
/// <param name="capacity">The most that are kept. Each that is added costs O(log of it).</param>
internal sealed class FinishedRequests(int capacity)
{
    // The latest of each user, in the order in which they ended; and all others.
    private readonly Dictionary<ProofUserId, LinkedListNode<Ended>> _latestOf = [];
    private readonly LinkedList<Ended> _latest = new();
    private readonly PriorityQueue<Guid, long> _older = new();
    private long _number;

    /// <summary>How many are kept.</summary>
    public int Count => _latest.Count + _older.Count;

    /// <summary>Keeps one that has just ended.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">Whose; requests without a user are one user's.</param>
    /// <returns>The one that is not kept any more, which may be the same; null if there is room for all.</returns>
    public Guid? Add(Guid id, ProofUserId user)
    {
        if (_latestOf.Remove(user, out var before))
        {
            _latest.Remove(before);
            _older.Enqueue(before.Value.Id, before.Value.Number);
        }

        _latestOf.Add(user, _latest.AddLast(new Ended(id, user, ++_number)));
        if (Count <= capacity) return null;
        if (_older.TryDequeue(out var older, out _)) return older;
        var oldest = _latest.First!.Value;
        _latest.RemoveFirst();
        _latestOf.Remove(oldest.User);
        return oldest.Id;
    }

    private readonly record struct Ended(Guid Id, ProofUserId User, long Number);
}
