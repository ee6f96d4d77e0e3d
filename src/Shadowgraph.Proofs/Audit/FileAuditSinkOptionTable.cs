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
            "The directory, exclusive to a sink; required. Created if missing, accessible only for this user, since entries name users."))
        .Number(
            "MaxFileBytes",
            LeastFileBytes,
            static options => options.MaxFileBytes,
            static (options, value) => options.MaxFileBytes = value,
            "The size in bytes at which a new file is begun. A typical entry takes 250 bytes.")
        .Number(
            "MaxFiles",
            0,
            static options => options.MaxFiles,
            static (options, value) => options.MaxFiles = value,
            "The maximum number of retained files; the oldest are deleted. 0 for no limit.")
        .Choice(
            "Flush",
            static options => options.Flush,
            static (options, value) => options.Flush = value,
            "The required durability of accepted entries.")
        .Add(new ValueOption<FileAuditSinkOptions, byte[]>(
            "Key",
            new SecretType(AuditOptions.MinKeyLength),
            static options => options.Key,
            static (options, value) => options.Key = value,
            "A secret key for the hash chain, the same for all files of a directory."))
        .Rule(static (options, path, failures) =>
        {
            if (options.Directory is null) failures.Add($"{path}.Directory is missing; name a directory.");
        });
}
