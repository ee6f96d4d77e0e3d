namespace Shadowgraph.Proofs.Metrics;

/// <summary>A lock-free ring of the latest events: a writer overwrites the oldest event, a reader copies the contents.</summary>
internal sealed class EventRing(int capacity)
{
    private readonly NumberedEvent?[] _places = new NumberedEvent?[capacity];
    private long _added;

    /// <param name="entry">The event; numbers increase from event to event, possibly with gaps.</param>
    public void Add(NumberedEvent entry)
    {
        ref var place = ref _places[(Interlocked.Increment(ref _added) - 1) % capacity];
        var held = Volatile.Read(ref place);

        // A writer delayed by a full lap must not overwrite a newer event.
        while ((held?.Number ?? 0) < entry.Number)
        {
            var seen = Interlocked.CompareExchange(ref place, entry, held);
            if (ReferenceEquals(seen, held)) return;
            held = seen;
        }
    }

    /// <summary>A copy of the contents, oldest first. An event that is being added concurrently may be missing.</summary>
    public NumberedEvent[] ToArray()
    {
        var entries = new List<NumberedEvent>(capacity);
        for (var i = 0; i < _places.Length; i++)
        {
            if (Volatile.Read(ref _places[i]) is { } entry) entries.Add(entry);
        }

        entries.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return [.. entries];
    }
}
