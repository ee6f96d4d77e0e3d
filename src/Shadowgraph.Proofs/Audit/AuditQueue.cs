using System.Threading.Channels;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The entries of a series that wait for a sink, with an account of losses. Once full, the queue drops all entries until half empty, so that there is
/// a single gap instead of many small gaps. Entries are added under the trail's lock, and taken by a single reader.
/// </summary>
/// <param name="sink">The sink's display name.</param>
/// <param name="capacity">The maximum number of waiting entries.</param>
internal sealed class AuditQueue(string sink, int capacity)
{
    private readonly Channel<AuditEntry> _entries =
        Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(capacity) { SingleReader = true });

    private long _put;
    private long _lost;
    private bool _isUnreported;

    // The first entry and the length of the gap; 0 without a gap.
    private long _gapFirst;
    private long _gapLength;

    /// <summary>The number of added entries.</summary>
    public long PutCount => Volatile.Read(ref _put);

    /// <summary>The number of lost entries.</summary>
    public long LostCount => Volatile.Read(ref _lost);

    /// <summary>Whether a gap has begun without an entry in the trail.</summary>
    public bool HasNewGap { get; private set; }

    /// <summary>Whether a gap is open, and the queue is half empty again.</summary>
    public bool CanResume => Volatile.Read(ref _gapFirst) != 0 && _entries.Reader.Count <= capacity / 2;

    /// <summary>Adds an entry, or loses the entry if the queue is full.</summary>
    public void Offer(AuditEntry entry)
    {
        if (_gapFirst == 0 && _entries.Writer.TryWrite(entry))
        {
            Volatile.Write(ref _put, _put + 1);
            return;
        }

        Lose(1);
        _gapLength++;
        if (_gapFirst != 0) return;
        Volatile.Write(ref _gapFirst, entry.Sequence);
        HasNewGap = true;
        Volatile.Write(ref _isUnreported, true);
    }

    /// <summary>Moves entries to a batch.</summary>
    public void Take(List<AuditEntry> batch, int most)
    {
        while (batch.Count < most && _entries.Reader.TryRead(out var entry)) batch.Add(entry);
    }

    /// <summary>Counts entries that were added, but not taken, as lost.</summary>
    public void Lose(long count) => Interlocked.Add(ref _lost, count);

    /// <summary>Refuses further entries.</summary>
    public void Close() => _entries.Writer.TryComplete();

    /// <summary>The trail's entry for the beginning of a gap.</summary>
    public AuditEvent BeginGap()
    {
        HasNewGap = false;
        return new() { Action = AuditAction.EntriesLost, Detail = $"{sink} takes no entries from {_gapFirst} on." };
    }

    /// <summary>The trail's entry for the end of a gap.</summary>
    public AuditEvent EndGap()
    {
        var happened = new AuditEvent
        {
            Action = AuditAction.EntriesLost,
            Detail = $"{sink} lost {_gapLength} entries, {_gapFirst} to {_gapFirst + _gapLength - 1}.",
        };
        _gapFirst = _gapLength = 0;
        return happened;
    }

    /// <summary>Whether an unreported gap has begun; marks the gap as reported.</summary>
    public bool TakeReport() => Volatile.Read(ref _isUnreported) && Interlocked.Exchange(ref _isUnreported, false);
}
