namespace Shadowgraph.Proofs.Audit;

/// <summary>Where and how a <see cref="FileAuditSink"/> keeps entries.</summary>
public sealed class FileAuditSinkOptions
{
    /// <summary>The directory, for one sink alone. It is made if need be, for this user only: entries name users.</summary>
    public required string Directory { get; init; }

    /// <summary>How long a file becomes, in bytes, before the next is begun. An entry takes 250 as a rule.</summary>
    /// <value>Default: 16 MiB. At least 64 KiB.</value>
    public long MaxFileBytes { get; init; } = 16 << 20;

    /// <summary>The most files that are kept, and the most files of refusals; the oldest are deleted.</summary>
    /// <value>Default: 0, all.</value>
    public int MaxFiles { get; init; }

    /// <summary>How far entries have come when they count as taken.</summary>
    /// <value>Default: <see cref="AuditFlush.Disk"/>.</value>
    public AuditFlush Flush { get; init; }

    /// <summary>A secret key for the chain of hashes, as <see cref="AuditOptions.Key"/>. The same for all files of a directory.</summary>
    /// <value>Default: empty, for none.</value>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Directory)) throw Invalid(nameof(Directory), "is empty; name a directory");
        if (MaxFileBytes < 1 << 16) throw Invalid(nameof(MaxFileBytes), $"is {MaxFileBytes}; it must be at least {1 << 16}");
        if (MaxFiles < 0) throw Invalid(nameof(MaxFiles), $"is {MaxFiles}; it must be at least 0");
        if (!Enum.IsDefined(Flush)) throw Invalid(nameof(Flush), "is not a defined value");
        if (Key.Length is > 0 and < AuditOptions.ShortestKey)
            throw Invalid(nameof(Key), $"has {Key.Length} bytes; it must have at least {AuditOptions.ShortestKey}, or none");
    }

    private static ArgumentException Invalid(string option, string problem) => new($"{nameof(FileAuditSinkOptions)}.{option} {problem}.");
}
