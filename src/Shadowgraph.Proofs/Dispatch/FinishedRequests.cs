using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Chooses the ended requests that remain available for look-up. Over capacity, the first to go are the older results of users with several
/// results, oldest first; then the oldest of all. A user with thousands of results therefore cannot displace the only result of a different
/// user. Guarded by the lock of InFlightRequests.
/// </summary>
/// <param name="capacity">The most requests kept. An addition costs O(log capacity), and O(1) if users end in the same order as before.</param>
internal sealed class FinishedRequests(int capacity)
{
    // The latest request of each user, in order of completion, and separately all older requests.
    private readonly Dictionary<ProofUserId, LinkedListNode<Ended>> _latestOf = [];
    private readonly LinkedList<Ended> _latest = new();
    private readonly OlderRequests _older = new();
    private long _number;

    /// <summary>The number of requests kept.</summary>
    public int Count => _latest.Count + _older.Count;

    /// <summary>Adds a request that has just ended.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">The user; requests without a user count as requests of a single user.</param>
    /// <returns>The evicted request, possibly the added request itself; null if capacity sufficed.</returns>
    public Guid? Add(Guid id, ProofUserId user)
    {
        var ended = new Ended(id, user, ++_number);
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_latestOf, user, out _);
        if (node is null)
        {
            node = _latest.AddLast(ended);
        }
        else
        {
            _older.Add(node.Value.Id, node.Value.Number);
            node.Value = ended;
            _latest.Remove(node);
            _latest.AddLast(node);
        }

        if (Count <= capacity) return null;
        if (_older.Count > 0) return _older.Take();
        var oldest = _latest.First!.Value;
        _latest.RemoveFirst();
        _latestOf.Remove(oldest.User);
        return oldest.Id;
    }

    private readonly record struct Ended(Guid Id, ProofUserId User, long Number);
}
