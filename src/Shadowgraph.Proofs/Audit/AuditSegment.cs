namespace Shadowgraph.Proofs.Audit;

/// <summary>A segment of a chain.</summary>
/// <param name="Anchor">The point before the first entry.</param>
/// <param name="Entries">The entries, oldest first.</param>
/// <param name="Head">The last entry; the anchor for an empty segment.</param>
internal sealed record AuditSegment(AuditAnchor Anchor, IReadOnlyList<AuditEntry> Entries, AuditAnchor Head);
