using System.Threading.Channels;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// The entries of one series that wait for a sink, and the account of those that were lost. Once it was full, everything is lost until it
/// is half empty: so there is one gap, with two ends, and not many small ones. Entries are put in under the trail's lock, and taken by one
/// reader.
/// </summary>
/// <param name="sink">The sink's name, for people to read.</param>
/// <param name="capacity">The most entries that wait.</param>
internal sealed class AuditQueue(string sink, int capacity)
{
    private readonly Channel<AuditEntry> _entries =
        Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(capacity) { SingleReader = true });

    private long _put;
    private long _lost;
    private bool _isUnreported;

    // The first entry of the gap and its length; 0 if there is none.
    private long _gapFirst;
    private long _gapLength;

    /// <summary>Entries that were put in.</summary>
    public long PutCount => Volatile.Read(ref _put);

    /// <summary>Entries that were lost.</summary>
    public long LostCount => Volatile.Read(ref _lost);

    /// <summary>Whether a gap has begun that the trail has not recorded.</summary>
    public bool HasNewGap { get; private set; }

    /// <summary>Whether entries are lost at present, and there is room again.</summary>
    public bool CanResume => Volatile.Read(ref _gapFirst) != 0 && _entries.Reader.Count <= capacity / 2;

    /// <summary>Puts an entry in, or loses it.</summary>
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

    /// <summary>Counts entries that were put in and not taken as lost.</summary>
    public void Lose(long count) => Interlocked.Add(ref _lost, count);

    /// <summary>Lets no more entries in.</summary>
    public void Close() => _entries.Writer.TryComplete();

    /// <summary>What the trail records when a gap has begun.</summary>
    public AuditEvent BeginGap()
    {
        HasNewGap = false;
        return new() { Action = AuditAction.EntriesLost, Detail = $"{sink} takes no entries from {_gapFirst} on." };
    }

    /// <summary>What the trail records when the gap has ended.</summary>
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

    /// <summary>Whether a gap has begun that was not reported; it counts as reported then.</summary>
    public bool TakeReport() => Volatile.Read(ref _isUnreported) && Interlocked.Exchange(ref _isUnreported, false);
}
