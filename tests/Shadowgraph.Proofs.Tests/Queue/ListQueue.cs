using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Queue;

/// <summary>
/// A queue as a host might write its own, and so plain that it can be seen to be right: it looks through all items each time. The model
/// that <see cref="ProofQueue"/> is held against.
/// </summary>
internal sealed class ListQueue(ProofQueueOptions options, TimeProvider time) : IProofQueue
{
    private readonly Lock _gate = new();
    private readonly List<(ProofQueueItem Item, long Arrival)> _items = [];

    public int Capacity => options.Capacity;

    public ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default)
    {
        if (item.Id == Guid.Empty || !Enum.IsDefined(item.Priority)) throw new ArgumentException("Not an item.", nameof(item));
        return Locked(
            () =>
            {
                if (IndexOf(item.Id) >= 0) throw new ArgumentException("It is there.", nameof(item));
                if (_items.Count == Capacity) return false;
                _items.Add((item, time.GetTimestamp()));
                return true;
            },
            cancellationToken);
    }

    public ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default) =>
        Locked(() => InOrder().FirstOrDefault(), cancellationToken);

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default) =>
        Locked(() => _items.RemoveAll(entry => entry.Item.Id == id) == 1, cancellationToken);

    public ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(priority)) throw new ArgumentException("Not a priority.", nameof(priority));
        return Locked(
            () =>
            {
                var index = IndexOf(id);
                if (index < 0) return false;
                var (item, arrival) = _items[index];
                if (priority > item.Priority) _items[index] = (item with { Priority = priority }, arrival);
                return true;
            },
            cancellationToken);
    }

    public ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default) => Locked(
        () => IndexOf(id) < 0 ? null : (int?)InOrder().ToList().FindIndex(item => item.Id == id), cancellationToken);

    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => Locked(() => _items.Count, cancellationToken);

    private int IndexOf(Guid id) => _items.FindIndex(entry => entry.Item.Id == id);

    // OrderBy is stable: items of one time stay in the order in which they came.
    private IEnumerable<ProofQueueItem> InOrder() => _items
        .OrderBy(entry => time.GetElapsedTime(0, entry.Arrival).Ticks - (Int128)(int)entry.Item.Priority * options.AgingInterval.Ticks)
        .Select(entry => entry.Item);

    private ValueTask<T> Locked<T>(Func<T> action, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        lock (_gate) return ValueTask.FromResult(action());
    }
}
