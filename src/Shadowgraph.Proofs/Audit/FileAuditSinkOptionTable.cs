using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Audit;

/// <summary>The options of <see cref="FileAuditSinkOptions"/>.</summary>
internal static class FileAuditSinkOptionTable
{
    private const long LeastFileBytes = 1 << 16;

    public static OptionTable<FileAuditSinkOptions> Table { get; } = new OptionTable<FileAuditSinkOptions>()
        .Add(new ValueOption<FileAuditSinkOptions, string?>(
            "Directory",
            new TextType("none"),
            static options => options.Directory,
            static (options, value) => options.Directory = value,
            "The directory, for one sink alone; it must be named. It is made if need be, for this user only: entries name users."))
        .Number(
            "MaxFileBytes",
            LeastFileBytes,
            static options => options.MaxFileBytes,
            static (options, value) => options.MaxFileBytes = value,
            "How long a file becomes, in bytes, before the next is begun. An entry takes 250 as a rule.")
        .Number(
            "MaxFiles",
            0,
            static options => options.MaxFiles,
            static (options, value) => options.MaxFiles = value,
            "Files that are kept; the oldest are deleted. 0 keeps all.")
        .Choice(
            "Flush",
            static options => options.Flush,
            static (options, value) => options.Flush = value,
            "How far entries have come when they count as taken.")
        .Add(new ValueOption<FileAuditSinkOptions, byte[]>(
            "Key",
            new SecretType(AuditOptions.MinKeyLength),
            static options => options.Key,
            static (options, value) => options.Key = value,
            "A secret key for the chain of hashes, the same for all files of a directory."))
        .Rule(static (options, path, failures) =>
        {
            if (options.Directory is null) failures.Add($"{path}.Directory is missing; name a directory.");
        });
}
