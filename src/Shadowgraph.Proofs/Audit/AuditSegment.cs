namespace Shadowgraph.Proofs.Audit;

/// <summary>A stretch of a chain.</summary>
/// <param name="Anchor">Before the first entry.</param>
/// <param name="Entries">The entries, oldest first.</param>
/// <param name="Head">The last entry, or the anchor.</param>
internal sealed record AuditSegment(AuditAnchor Anchor, IReadOnlyList<AuditEntry> Entries, AuditAnchor Head);
