namespace Shadowgraph.Proofs.Audit;

/// <summary>The result of the verification of a chain.</summary>
public sealed record AuditVerification
{
    /// <summary>Whether no fault was found: every entry is unchanged and in its place.</summary>
    public bool IsIntact => Faults.Count == 0;

    /// <summary>
    /// The beginning of the chain. Earlier entries can't be verified; 0 means that there were none. For files, the verification includes that the
    /// chain begins at the start of the sink, or at the last deletion of old files.
    /// </summary>
    public AuditAnchor Anchor { get; init; }

    /// <summary>
    /// The end of the chain. Only a head stored elsewhere proves that no entries were removed from the end.
    /// </summary>
    public AuditAnchor Head { get; init; }

    /// <summary>The beginning of the refusals, a separate chain; see <see cref="Anchor"/>.</summary>
    public AuditAnchor RefusalAnchor { get; init; }

    /// <summary>The end of the refusals; see <see cref="Head"/>.</summary>
    public AuditAnchor RefusalHead { get; init; }

    /// <summary>The number of verified entries, including refusals.</summary>
    public long Count { get; init; }

    /// <summary>The number of bytes after the last complete line, left by a crash; not a fault. Always 0 for exports and memory.</summary>
    public long TornBytes { get; init; }

    /// <summary>The faults, at most <see cref="MostFaults"/>; empty for an intact chain.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The maximum number of reported faults: 100.</summary>
    public const int MostFaults = 100;

    /// <summary>Combines this result with that of the refusals.</summary>
    internal AuditVerification With(AuditVerification refusals) => this with
    {
        RefusalAnchor = refusals.Anchor,
        RefusalHead = refusals.Head,
        Count = Count + refusals.Count,
        TornBytes = TornBytes + refusals.TornBytes,
        Faults = [.. Faults.Concat(refusals.Faults).Take(MostFaults)],
    };

    /// <summary>"intact", or all faults.</summary>
    public override string ToString() => IsIntact ? "intact" : string.Join(" ", Faults);
}
