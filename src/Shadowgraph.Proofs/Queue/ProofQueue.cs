namespace Shadowgraph.Proofs.Queue;

/// <summary>
/// An in-process queue, ordered by arrival time minus <see cref="ProofQueueOptions.AgingInterval"/> times the priority. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Jackson, "Some problems in queueing with dynamic priorities", Naval Research Logistics Quarterly 7 (1960): all waiting items age at the same rate,
/// so the relative order of two items never changes, and the key can be computed once, on arrival. First come, first served within a priority; an
/// item is overtaken only by later items with a higher priority, if the difference of arrival is less than the difference of the advances. No item is
/// overtaken by an item that arrives three intervals later.
/// </para>
/// <para>
/// Time is <see cref="TimeProvider.GetTimestamp"/>: setting the clock has no effect. Items wait in a line for each priority; raised items, which do not
/// belong at the end of a line, in a tree. Adding, peeking, taking and counting cost O(1) without raised items; with raised items each step on such an item
/// costs O(log n). A position costs O(position).
/// </para>
/// </remarks>
public sealed class ProofQueue : IProofQueue
{
    private readonly Lock _lock = new();
    private readonly ArrivalLine[] _lines = [.. Enum.GetValues<ProofPriority>().Select(static _ => new ArrivalLine())];
    private readonly SortedSet<QueueEntry> _others = new(QueueEntry.Order);
    private readonly Dictionary<Guid, QueueEntry> _entries = [];
    private readonly TimeProvider _time;
    private readonly Int128 _advance;
    private long _sequence;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="options">Read once, at construction.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1, or the interval is not longer than zero.</exception>
    public ProofQueue(ProofQueueOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.AgingInterval, TimeSpan.Zero);
        Capacity = options.Capacity;
        _time = time ?? TimeProvider.System;
        _advance = (Int128)options.AgingInterval.Ticks * _time.TimestampFrequency / TimeSpan.TicksPerSecond;
    }

    /// <inheritdoc/>
    public int Capacity { get; }

    /// <inheritdoc/>
    public ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Id == Guid.Empty) throw new ArgumentException("The id is empty. Give every item one of its own.", nameof(item));
        CheckDefined(item.Priority, nameof(item));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellationToken);

        lock (_lock)
        {
            if (_entries.ContainsKey(item.Id)) throw new ArgumentException($"The item {item.Id} is already in the queue.", nameof(item));
            if (_entries.Count == Capacity) return ValueTask.FromResult(false);
            Add(item, _time.GetTimestamp(), _sequence++);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ProofQueueItem?>(cancellationToken);
        lock (_lock) return ValueTask.FromResult(First()?.Item);
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellationToken);
        lock (_lock)
        {
            if (!_entries.Remove(id, out var entry)) return ValueTask.FromResult(false);
            Leave(entry);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default)
    {
        CheckDefined(priority, nameof(priority));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellationToken);
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var entry)) return ValueTask.FromResult(false);
            if (priority <= entry.Item.Priority) return ValueTask.FromResult(true);
            Leave(entry);
            Add(entry.Item with { Priority = priority }, entry.Arrival, entry.Sequence);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int?>(cancellationToken);
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var entry)) return ValueTask.FromResult<int?>(null);
            var before = _others.TakeWhile(other => other.IsBefore(entry)).Count();
            foreach (var line in _lines) before += line.CountBefore(entry);
            return ValueTask.FromResult<int?>(before);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        lock (_lock) return ValueTask.FromResult(_entries.Count);
    }

    private static void CheckDefined(ProofPriority priority, string parameter)
    {
        if (!Enum.IsDefined(priority)) throw new ArgumentException($"The priority {(int)priority} is not defined.", parameter);
    }

    private void Add(ProofQueueItem item, long arrival, long sequence)
    {
        var entry = new QueueEntry(item, sequence, arrival, arrival - (int)item.Priority * _advance);
        _entries[item.Id] = entry;
        if (!_lines[(int)item.Priority].TryAdd(entry)) _others.Add(entry);
    }

    private void Leave(QueueEntry entry)
    {
        if (!_lines[(int)entry.Item.Priority].TryRemove(entry)) _others.Remove(entry);
    }

    private QueueEntry? First()
    {
        var first = _others.Min;
        foreach (var line in _lines)
        {
            if (line.First is { } head && (first is null || head.IsBefore(first))) first = head;
        }

        return first;
    }
}
