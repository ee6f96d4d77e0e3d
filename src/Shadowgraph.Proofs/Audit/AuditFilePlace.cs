namespace Shadowgraph.Proofs.Audit;

/// <summary>Where writing goes on.</summary>
/// <param name="Length">How much of the last file is good, in bytes; 0 if it is to be begun.</param>
/// <param name="Note">What is to be noted down: the last entry, the file where writing goes on, and where the chain begins.</param>
internal sealed record AuditFilePlace(long Length, AuditHeadNote Note)
{
    /// <summary>The number of the file.</summary>
    public int Number => Note.LastFile;

    /// <summary>The last entry.</summary>
    public AuditAnchor End => Note.End;
}
