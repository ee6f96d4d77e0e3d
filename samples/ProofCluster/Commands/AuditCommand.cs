using System.Globalization;
using ProofCluster.Operating;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;

namespace ProofCluster.Commands;

/// <summary>
/// audit: the trails of all processes merged by time. Each chain is verified separately first, and a fault names the folder.
/// </summary>
internal static class AuditCommand
{
    /// <summary>Options of the command.</summary>
    public static readonly string[] Options = ["request", "user", "action", "last"];

    /// <returns>0 if all chains are intact, else 1.</returns>
    public static int Run(Arguments arguments, TextWriter output)
    {
        var folders = new AuditFolders(arguments.Operands);
        var filter = FilterOf(arguments, folders);
        var last = arguments.Number("last", int.MaxValue, 1, 1_000_000);

        // The chains are verified first: a fault at the end of a long list would be overlooked.
        var isIntact = folders.Paths.Select(path => IsIntact(path, folders.NameOf(path), output)).ToArray().All(intact => intact);
        var records = AuditReader.Read(folders.Paths).Where(filter);
        foreach (var record in last == int.MaxValue ? records : Last(records, last)) output.WriteLine(LineOf(record, folders));
        return isIntact ? 0 : 1;
    }

    private static bool IsIntact(string path, string name, TextWriter output)
    {
        var verification = AuditVerifier.VerifyFiles(path);
        output.WriteLine(verification.IsIntact
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"# {name}: intact, {verification.Count} entries, last {verification.Head.Sequence} {verification.Head.Hash}")
            : $"# {name}: BROKEN. {verification}");
        return verification.IsIntact;
    }

    private static Func<AuditRecord, bool> FilterOf(Arguments arguments, AuditFolders folders)
    {
        Guid? request = arguments["request"] is not { } id ? null
            : Guid.TryParse(id, out var parsed) ? parsed
            : throw new UsageException("--request must be the id of a request, as the submission has printed the id.");
        ProofUserId? user = arguments["user"] is null ? null : arguments.User;
        AuditAction? action = arguments["action"] is not { } name ? null
            : Enum.TryParse<AuditAction>(name, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(name[0]) ? known
            : throw new UsageException($"--action must be one of {string.Join(", ", Enum.GetNames<AuditAction>())}.");

        // The entries of a silo have the id of the silo's pipeline, which the entry of each start connects with the request of the cluster.
        var starts = request is { } wanted
            ? AuditReader.Read(folders.Paths).Where(record => StartNote.IsAbout(record.Entry, wanted))
                .Select(record => (record.Directory, record.Entry.RequestId)).ToHashSet()
            : [];
        return record => (request is null || record.Entry.RequestId == request || starts.Contains((record.Directory, record.Entry.RequestId)))
            && (user is null || record.Entry.UserId == user) && (action is null || record.Entry.Action == action);
    }

    private static Queue<AuditRecord> Last(IEnumerable<AuditRecord> records, int count)
    {
        var last = new Queue<AuditRecord>();
        foreach (var record in records)
        {
            if (last.Count == count) last.Dequeue();
            last.Enqueue(record);
        }

        return last;
    }

    private static string LineOf(AuditRecord record, AuditFolders folders)
    {
        var entry = record.Entry;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} {folders.NameOf(record.Directory)} {(entry.IsRefusal ? "refusal " : "")}{entry.Sequence} {entry.Action}");
        if (entry.RequestId is { } request) line += $" request {request:N}";
        if (!entry.UserId.IsNone) line += $" user {entry.UserId}";
        if (entry.Attempt > 0) line += string.Create(CultureInfo.InvariantCulture, $" attempt {entry.Attempt}");
        if (entry.Error is { } error) line += $" {error}";
        if (entry.Count > 0) line += string.Create(CultureInfo.InvariantCulture, $" and {entry.Count} more");
        return entry.Detail is { } detail ? $"{line}: {detail}" : line;
    }
}
