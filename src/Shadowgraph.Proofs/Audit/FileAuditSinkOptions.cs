namespace Shadowgraph.Proofs.Audit;

/// <summary>The options of a <see cref="FileAuditSink"/>. Read once, when the sink is created.</summary>
public sealed class FileAuditSinkOptions
{
    /// <summary>The directory, exclusive to a sink. Created if missing, accessible only for this user, since entries name users.</summary>
    /// <value>Default: null, refused by the sink.</value>
    public string? Directory { get; set; }

    /// <summary>The size in bytes at which a new file is begun. A typical entry takes 250 bytes.</summary>
    /// <value>Default: 16 MiB. At least 64 KiB.</value>
    public long MaxFileBytes { get; set; } = 16 << 20;

    /// <summary>The maximum number of retained files, and of files of refusals; the oldest files are deleted.</summary>
    /// <value>Default: 0, no limit.</value>
    public int MaxFiles { get; set; }

    /// <summary>The required durability of accepted entries.</summary>
    /// <value>Default: <see cref="AuditFlush.Disk"/>.</value>
    public AuditFlush Flush { get; set; }

    /// <summary>A secret key for the hash chain, see <see cref="AuditOptions.Key"/>. The same for all files of a directory.</summary>
    /// <value>Default: empty, no key. Otherwise at least <see cref="AuditOptions.MinKeyLength"/> bytes.</value>
    public byte[] Key { get; set; } = [];

    /// <summary>A validated copy, independent of later changes.</summary>
    /// <exception cref="ArgumentException">An option is not valid; the message names the option.</exception>
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
