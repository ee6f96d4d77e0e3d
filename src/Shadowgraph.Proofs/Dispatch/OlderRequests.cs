namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The older requests of users with several, taken in order of completion. A request is added when its user's next request ends, mostly also in
/// order of completion: a queue keeps that order without comparisons, and a heap the remaining requests. Guarded by the lock of InFlightRequests.
/// </summary>
internal sealed class OlderRequests
{
    private readonly Queue<(Guid Id, long Number)> _inOrder = new();
    private readonly PriorityQueue<Guid, long> _others = new();
    private long _last;

    /// <summary>The number of requests.</summary>
    public int Count => _inOrder.Count + _others.Count;

    /// <param name="id">The request.</param>
    /// <param name="number">The place in the order of completion, from 1; unique.</param>
    public void Add(Guid id, long number)
    {
        if (_inOrder.Count > 0 && number < _last)
        {
            _others.Enqueue(id, number);
            return;
        }

        _inOrder.Enqueue((id, number));
        _last = number;
    }

    /// <summary>Removes the request that completed first. There must be a request.</summary>
    public Guid Take()
    {
        var isOther = _others.TryPeek(out _, out var other) && (!_inOrder.TryPeek(out var first) || other < first.Number);
        return isOther ? _others.Dequeue() : _inOrder.Dequeue().Id;
    }
}
