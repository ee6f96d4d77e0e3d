namespace Shadowgraph.Proofs.Queue;

/// <summary>The waiting items of a priority that came in order: a linked list through the entries themselves. Guarded by the lock of the queue.</summary>
internal sealed class ArrivalLine
{
    private QueueEntry? _last;

    /// <summary>The next entry; null for an empty line.</summary>
    public QueueEntry? First { get; private set; }

    /// <summary>Appends an entry.</summary>
    /// <returns>False if the entry belongs before the last: a raised item, or an item of a clock that went back.</returns>
    public bool TryAdd(QueueEntry entry)
    {
        if (_last is not null && entry.IsBefore(_last)) return false;
        (entry.Line, entry.Previous) = (this, _last);
        if (_last is null) First = entry;
        else _last.Next = entry;
        _last = entry;
        return true;
    }

    /// <summary>Removes an entry at any place.</summary>
    /// <returns>False if the entry is not in this line.</returns>
    public bool TryRemove(QueueEntry entry)
    {
        if (entry.Line != this) return false;
        if (entry.Previous is null) First = entry.Next;
        else entry.Previous.Next = entry.Next;
        if (entry.Next is null) _last = entry.Previous;
        else entry.Next.Previous = entry.Previous;
        (entry.Line, entry.Previous, entry.Next) = (null, null, null);
        return true;
    }

    /// <summary>The number of entries before an entry of any line.</summary>
    public int CountBefore(QueueEntry entry)
    {
        var count = 0;
        for (var each = First; each is not null && each.IsBefore(entry); each = each.Next) count++;
        return count;
    }
}
