namespace Shadowgraph.Proofs.Audit;

/// <summary>The position for further writing.</summary>
/// <param name="Length">The valid length of the last file in bytes; 0 for a new file.</param>
/// <param name="Note">The head note: last entry, current file, and beginning of the chain.</param>
internal sealed record AuditFilePlace(long Length, AuditHeadNote Note)
{
    /// <summary>The number of the file.</summary>
    public int Number => Note.LastFile;

    /// <summary>The last entry.</summary>
    public AuditAnchor End => Note.End;
}
