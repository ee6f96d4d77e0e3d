namespace Shadowgraph.Proofs.Metrics;

/// <summary>The last events. Nobody ever waits: who adds takes the next place, who reads copies what is there.</summary>
internal sealed class EventRing(int capacity)
{
    private readonly NumberedEvent?[] _places = new NumberedEvent?[capacity];
    private long _added;

    /// <param name="entry">Its number grows from one event to the next; some may be left out.</param>
    public void Add(NumberedEvent entry)
    {
        ref var place = ref _places[(Interlocked.Increment(ref _added) - 1) % capacity];
        var held = Volatile.Read(ref place);

        // Who was overtaken by a whole round must not put an older event over a newer one.
        while ((held?.Number ?? 0) < entry.Number)
        {
            var seen = Interlocked.CompareExchange(ref place, entry, held);
            if (ReferenceEquals(seen, held)) return;
            held = seen;
        }
    }

    /// <summary>What is there now, the oldest first. An event that is just being added may be missing.</summary>
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
