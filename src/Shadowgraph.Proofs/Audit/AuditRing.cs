namespace Shadowgraph.Proofs.Audit;

/// <summary>The latest entries of a series, chained by hashes on arrival. Under the trail's lock.</summary>
internal sealed class AuditRing(AuditSeries series, int capacity, ReadOnlySpan<byte> key)
{
    private readonly AuditChain _chain = new(key, series);
    private readonly AuditEntry[] _entries = new AuditEntry[capacity];

    public AuditSeries Series => series;

    /// <summary>The last entry removed from memory.</summary>
    public AuditAnchor Anchor { get; private set; }

    /// <summary>The last entry.</summary>
    public AuditAnchor Head { get; private set; }

    /// <param name="order">Increases from entry to entry, over all series.</param>
    /// <param name="at">The time.</param>
    /// <param name="happened">The event.</param>
    public AuditEntry Append(long order, DateTimeOffset at, in AuditEvent happened)
    {
        var entry = _chain.Next(Head, at, happened, order);
        ref var place = ref _entries[Head.Sequence % _entries.Length];
        if (place is not null) Anchor = new AuditAnchor(place.Sequence, place.Digest);
        place = entry;
        Head = new AuditAnchor(entry.Sequence, entry.Digest);
        return entry;
    }

    public AuditSegment ToSegment()
    {
        var entries = new AuditEntry[(int)(Head.Sequence - Anchor.Sequence)];
        for (var i = 0; i < entries.Length; i++) entries[i] = _entries[(Anchor.Sequence + i) % _entries.Length];
        return new AuditSegment(Anchor, entries, Head);
    }
}
