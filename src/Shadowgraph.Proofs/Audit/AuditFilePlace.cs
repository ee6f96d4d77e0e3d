namespace Shadowgraph.Proofs.Audit;

/// <summary>Where writing goes on.</summary>
/// <param name="Number">The file's number.</param>
/// <param name="Length">How much of it is good, in bytes; 0 if it is to be begun.</param>
/// <param name="End">The last entry.</param>
internal sealed record AuditFilePlace(int Number, long Length, AuditAnchor End);
