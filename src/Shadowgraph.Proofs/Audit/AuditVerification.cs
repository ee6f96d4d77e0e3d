namespace Shadowgraph.Proofs.Audit;

/// <summary>What the check of a chain gave.</summary>
public sealed record AuditVerification
{
    /// <summary>Whether nothing was found: each entry is the one that was recorded, in its place.</summary>
    public bool IsIntact => Faults.Count == 0;

    /// <summary>
    /// Where it begins. What was before it can't be checked: 0 says that nothing was. In files, that it is where the sink began, or where
    /// it last deleted old ones, is checked.
    /// </summary>
    public AuditAnchor Anchor { get; init; }

    /// <summary>
    /// Where it ends. That nothing was taken off the end, only one that was kept elsewhere can show.
    /// </summary>
    public AuditAnchor Head { get; init; }

    /// <summary>Where the refusals begin, as <see cref="Anchor"/>: they are a chain of their own.</summary>
    public AuditAnchor RefusalAnchor { get; init; }

    /// <summary>Where the refusals end, as <see cref="Head"/>.</summary>
    public AuditAnchor RefusalHead { get; init; }

    /// <summary>Entries that were looked at, refusals included.</summary>
    public long Count { get; init; }

    /// <summary>Bytes after the last whole line, which a crash leaves behind; no fault. 0 for anything but files.</summary>
    public long TornBytes { get; init; }

    /// <summary>What is wrong, at most <see cref="MostFaults"/> of it; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>How many faults are named: 100.</summary>
    public const int MostFaults = 100;

    /// <summary>The account of the refusals added to that of everything else.</summary>
    internal AuditVerification With(AuditVerification refusals) => this with
    {
        RefusalAnchor = refusals.Anchor,
        RefusalHead = refusals.Head,
        Count = Count + refusals.Count,
        TornBytes = TornBytes + refusals.TornBytes,
        Faults = [.. Faults.Concat(refusals.Faults).Take(MostFaults)],
    };

    /// <summary>"intact", or all that is wrong.</summary>
    public override string ToString() => IsIntact ? "intact" : string.Join(" ", Faults);
}
