namespace Shadowgraph.Proofs.Audit;

/// <summary>An entry of one of several directories.</summary>
public sealed class AuditRecord
{
    internal AuditRecord(string directory, AuditEntry entry) => (Directory, Entry) = (directory, entry);

    /// <summary>The directory, as given to <see cref="AuditReader.Read"/>.</summary>
    public string Directory { get; }

    /// <summary>The entry. Sequence and hash are those of the directory's chain.</summary>
    public AuditEntry Entry { get; }

    /// <summary>Directory and entry on a single line, suitable for a log: without the user.</summary>
    public override string ToString() => $"{Directory}: {Entry}";
}
