namespace Shadowgraph.Proofs.Audit;

/// <summary>Where and how a <see cref="FileAuditSink"/> keeps entries. Read once, when the sink is made.</summary>
public sealed class FileAuditSinkOptions
{
    /// <summary>The directory, for one sink alone. It is made if need be, for this user only: entries name users.</summary>
    /// <value>Default: null, which a sink refuses.</value>
    public string? Directory { get; set; }

    /// <summary>How long a file becomes, in bytes, before the next is begun. An entry takes 250 as a rule.</summary>
    /// <value>Default: 16 MiB. At least 64 KiB.</value>
    public long MaxFileBytes { get; set; } = 16 << 20;

    /// <summary>The most files that are kept, and the most files of refusals; the oldest are deleted.</summary>
    /// <value>Default: 0, all.</value>
    public int MaxFiles { get; set; }

    /// <summary>How far entries have come when they count as taken.</summary>
    /// <value>Default: <see cref="AuditFlush.Disk"/>.</value>
    public AuditFlush Flush { get; set; }

    /// <summary>A secret key for the chain of hashes, as <see cref="AuditOptions.Key"/>. The same for all files of a directory.</summary>
    /// <value>Default: empty, for none. Otherwise at least <see cref="AuditOptions.MinKeyLength"/> bytes.</value>
    public byte[] Key { get; set; } = [];

    /// <summary>A copy that later changes do not reach.</summary>
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    internal FileAuditSinkOptions CheckedCopy()
    {
        var failures = new List<string>();
        FileAuditSinkOptionTable.Table.Check(this, nameof(FileAuditSinkOptions), failures);
        if (failures.Count > 0) throw new ArgumentException(string.Join(' ', failures));
        var copy = new FileAuditSinkOptions();
        FileAuditSinkOptionTable.Table.Copy(this, copy);
        return copy;
    }
}
