namespace Shadowgraph.Proofs.Audit;

/// <summary>Verifies a chain entry by entry, and collects the faults.</summary>
internal sealed class AuditCheck
{
    private readonly AuditChain _chain;
    private readonly List<string> _faults = [];
    private AuditAnchor? _start;
    private AuditAnchor _at;
    private long _count;

    public AuditCheck(ReadOnlySpan<byte> key, AuditSeries series) => _chain = new AuditChain(key, series);

    /// <summary>Begins a segment, or continues with another segment: the chain must have reached the anchor.</summary>
    public void Begin(AuditAnchor anchor, string place)
    {
        _start ??= _at = anchor;
        if (anchor == _at) return;
        Find($"{place}: it begins after entry {anchor.Sequence}, and what is before it ends with entry {_at.Sequence}"
            + (anchor.Sequence == _at.Sequence ? ", which is another one." : "."));
        _at = anchor;
    }

    public void Next(AuditEntry entry, string place)
    {
        if (entry.Sequence != _at.Sequence + 1)
            Find($"{place}: entry {entry.Sequence} follows entry {_at.Sequence}; something was removed, added or moved.");
        else if (_chain.Hash(_at.Digest, entry.Sequence, entry.At, entry.Happened) != entry.Digest)
            Find($"{place}: entry {entry.Sequence} is not the one that was recorded, or does not belong here, or the key is another.");
        _at = new AuditAnchor(entry.Sequence, entry.Digest);
        _count++;
    }

    /// <summary>Ends a segment: the chain must have reached the head.</summary>
    public void End(AuditAnchor head, string place)
    {
        if (head != _at)
            Find($"{place}: the chain ends with entry {_at.Sequence}, and should end with entry {head.Sequence} ({head.Hash}).");
    }

    /// <summary>Ends a segment with a head noted before the last entries: the chain may extend beyond.</summary>
    public void EndAtOrAfter(AuditAnchor head, string place)
    {
        if (head.Sequence >= _at.Sequence) End(head, place);
    }

    public void Find(string fault)
    {
        if (_faults.Count < AuditVerification.MostFaults) _faults.Add(fault);
    }

    public AuditVerification ToVerification(long tornBytes = 0) => new()
    {
        Anchor = _start ?? default,
        Head = _at,
        Count = _count,
        TornBytes = tornBytes,
        Faults = _faults,
    };
}
