using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>A directory of its own for a sink, and what is in it. Files are small, so that there are several.</summary>
internal sealed class AuditFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("shadowgraph-audit-");

    public string Path => System.IO.Path.Combine(_directory.FullName, "audit");

    public string HeadPath => System.IO.Path.Combine(Path, "audit.head");

    public string LockPath => System.IO.Path.Combine(Path, "audit.lock");

    public string RefusalsPath => System.IO.Path.Combine(Path, "refusals-000001.jsonl");

    public byte[]? Key { get; init; }

    public string[] Files => Directory.Exists(Path) ? [.. Directory.GetFiles(Path, "audit-*.jsonl").Order()] : [];

    public FileAuditSinkOptions Options(int maxFiles = 0) => new()
    {
        Directory = Path,
        MaxFileBytes = 1 << 16,
        MaxFiles = maxFiles,
        Flush = AuditFlush.System,
        Key = Key ?? [],
    };

    /// <summary>Writes so many entries as a process would that starts, writes them in batches and ends.</summary>
    public void Write(int count, int batch = 50, int maxFiles = 0)
    {
        using var sink = new FileAuditSink(Options(maxFiles));
        foreach (var entries in Entries(count).Chunk(batch)) Write(sink, entries);
    }

    public static void Write(FileAuditSink sink, params AuditEntry[] entries)
    {
        var writing = sink.WriteAsync(entries, CancellationToken.None);
        Assert.That(writing.IsCompletedSuccessfully, Is.True);
    }

    /// <summary>Writes so many refusals as another process.</summary>
    public void WriteRefusals(int count, int maxFiles = 0)
    {
        using var sink = new FileAuditSink(Options(maxFiles));
        foreach (var entries in Refusals(count).Chunk(50)) Write(sink, entries);
    }

    public AuditVerification Verify() => AuditVerifier.VerifyFiles(Path, Key);

    public static AuditEntry[] Entries(int count)
    {
        var world = new AuditWorld(new AuditOptions { Capacity = count }).Record(count);
        return [.. world.Trail.Recent()];
    }

    public static AuditEntry[] Refusals(int count) =>
        [.. new AuditWorld(new AuditOptions { Capacity = count }).Refuse(count).Trail.RecentRefusals()];

    public void Dispose() => _directory.Delete(recursive: true);
}
