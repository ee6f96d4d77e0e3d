using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>The plainest queue: a list, searched for the highest priority that came first. Nobody ages.</summary>
internal sealed class ArrivalQueue(int capacity) : IProofQueue
{
    private readonly List<ProofQueueItem> _items = [];

    public int Capacity => capacity;

    public ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default)
    {
        lock (_items)
        {
            if (_items.Count >= capacity) return new(false);
            if (_items.Exists(other => other.Id == item.Id)) throw new ArgumentException("This item waits already.", nameof(item));
            _items.Add(item);
            return new(true);
        }
    }

    public ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default)
    {
        lock (_items) return new(_items.MaxBy(item => item.Priority));
    }

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default)
    {
        lock (_items) return new(_items.RemoveAll(item => item.Id == id) > 0);
    }

    public ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default)
    {
        lock (_items)
        {
            var index = _items.FindIndex(item => item.Id == id);
            if (index < 0) return new(false);
            if (_items[index].Priority < priority) _items[index] = _items[index] with { Priority = priority };
            return new(true);
        }
    }

    public ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default)
    {
        lock (_items)
        {
            var ordered = _items.OrderByDescending(item => item.Priority).ToList();
            var index = ordered.FindIndex(item => item.Id == id);
            return new(index < 0 ? null : index);
        }
    }

    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        lock (_items) return new(_items.Count);
    }
}
