using ProofCluster.Commands;

namespace ProofCluster.Operating;

/// <summary>The audit folders of processes: given folders, and for a folder without audit files the folders below, as AuditFolder has for each process.</summary>
internal sealed class AuditFolders
{
    private readonly Dictionary<string, string> _names;

    /// <param name="given">Folders of the command line.</param>
    /// <exception cref="UsageException">There is no folder, or a folder has no audit files.</exception>
    public AuditFolders(IReadOnlyList<string> given)
    {
        if (given.Count == 0) throw new UsageException("Name the audit folders, or the folder above the audit folders.");
        Paths = [.. given.SelectMany(FoldersOf).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];

        // Equal last parts of paths don't name a folder.
        var counts = Paths.CountBy(LastPartOf).ToDictionary(StringComparer.Ordinal);
        _names = Paths.ToDictionary(path => path, path => counts[LastPartOf(path)] == 1 ? LastPartOf(path) : path, StringComparer.Ordinal);
    }

    /// <summary>The folders, by full path.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The name of a folder: the last part of the path if the part is unique, else the path.</summary>
    public string NameOf(string path) => _names[path];

    private static string LastPartOf(string path) => new DirectoryInfo(path).Name;

    private static IEnumerable<string> FoldersOf(string given)
    {
        if (!Directory.Exists(given)) throw new UsageException($"There is no folder {given}.");
        var path = Path.TrimEndingDirectorySeparator(given);
        if (HasAudit(path)) return [path];
        var below = Directory.GetDirectories(path).Where(HasAudit).Order(StringComparer.Ordinal).ToArray();
        return below.Length > 0 ? below : throw new UsageException($"The folder {given} has no audit files, and no folder with audit files.");
    }

    private static bool HasAudit(string folder) =>
        Directory.EnumerateFiles(folder, "audit-*.jsonl").Concat(Directory.EnumerateFiles(folder, "refusals-*.jsonl")).Any();
}
