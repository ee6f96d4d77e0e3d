using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>Several directories, each with a chain of its own, read as one trail.</summary>
[TestFixture]
public sealed class AuditReaderTests
{
    private static readonly DateTimeOffset Start = PipelineWorld.Now;

    [Test]
    public void Entries_OfAllDirectories_ComeByTime_WithTheirOwnNumbers()
    {
        using var one = new AuditFolder();
        using var other = new AuditFolder();
        Write(one, [0, 2, 4]);
        Write(other, [1, 3, 5]);

        var read = AuditReader.Read([one.Path, other.Path]).ToArray();

        Assert.That(read.Select(record => record.Entry.At), Is.EqualTo(Enumerable.Range(0, 6).Select(second => Start.AddSeconds(second))));
        Assert.That(
            read.Select(record => record.Directory), Is.EqualTo(new[] { one.Path, other.Path, one.Path, other.Path, one.Path, other.Path }));
        Assert.That(read.Select(record => record.Entry.Sequence), Is.EqualTo(new[] { 1, 1, 2, 2, 3, 3 }));
        Assert.That(read[1].ToString(), Is.EqualTo($"{other.Path}: {read[1].Entry}"));
    }

    [Test]
    public void EntriesOfTheSameTime_ComeInTheOrderOfTheDirectories()
    {
        using var one = new AuditFolder();
        using var other = new AuditFolder();
        Write(one, [1, 1]);
        Write(other, [1]);

        Assert.That(AuditReader.Read([other.Path, one.Path]).Select(record => record.Directory), Is.EqualTo(new[] { other.Path, one.Path, one.Path }));
        Assert.That(AuditReader.Read([one.Path, other.Path]).Select(record => record.Directory), Is.EqualTo(new[] { one.Path, one.Path, other.Path }));
    }

    [Test]
    public void ClockThatJumpedBack_LeavesTheOrderOfTheChain()
    {
        using var one = new AuditFolder();
        using var other = new AuditFolder();
        Write(one, [10, 3, 4, 11]);
        Write(other, [5]);

        var read = AuditReader.Read([one.Path, other.Path]).Select(record => (record.Directory, record.Entry.Sequence));

        Assert.That(read, Is.EqualTo(new[] { (other.Path, 1L), (one.Path, 1L), (one.Path, 2L), (one.Path, 3L), (one.Path, 4L) }));
    }

    [Test]
    public void Refusals_AreAmongTheEntries()
    {
        using var folder = new AuditFolder();
        Write(folder, [0, 2]);
        Write(folder, [1], AuditAction.Refused);

        var read = AuditReader.Read([folder.Path]).Select(record => (record.Entry.Action, record.Entry.Sequence, record.Entry.IsRefusal));

        Assert.That(
            read, Is.EqualTo(new[] { (AuditAction.Requested, 1L, false), (AuditAction.Refused, 1L, true), (AuditAction.Requested, 2L, false) }));
    }

    [Test]
    public void ManyFiles_OverRestarts_AreReadWhole()
    {
        using var one = new AuditFolder();
        using var other = new AuditFolder();
        for (var i = 0; i < 3; i++) one.Write(700);
        other.Write(900);
        other.WriteRefusals(400);

        var read = AuditReader.Read([one.Path, other.Path]).ToArray();

        Assert.That(one.Files, Has.Length.GreaterThan(3));
        Assert.That(read, Has.Length.EqualTo(3_400));
        foreach (var chain in read.GroupBy(record => (record.Directory, record.Entry.IsRefusal)))
            Assert.That(chain.Select(record => record.Entry.Sequence), Is.EqualTo(Enumerable.Range(1, chain.Count())));
        Assert.That(AuditVerifier.VerifyFiles(one.Path).Count + AuditVerifier.VerifyFiles(other.Path).Count, Is.EqualTo(read.Length));
    }

    [Test]
    public void BrokenChain_IsReadAllTheSame_AndOnlyItsDirectoryHasFaults()
    {
        using var one = new AuditFolder();
        using var other = new AuditFolder();
        one.Write(30);
        other.Write(30);
        var lines = File.ReadAllLines(other.Files[0]);
        lines[12] = lines[12].Replace("\"sequence\":12", "\"sequence\":13", StringComparison.Ordinal);
        lines[20] = "{\"not\":\"an entry\"}";
        File.WriteAllText(other.Files[0], string.Join('\n', lines) + '\n');

        var read = AuditReader.Read([one.Path, other.Path]).ToArray();

        Assert.That(read.Count(record => record.Directory == one.Path), Is.EqualTo(30));
        Assert.That(read.Count(record => record.Directory == other.Path), Is.EqualTo(29));
        Assert.That(one.Verify().IsIntact, Is.True);
        Assert.That(other.Verify().Faults, Has.Some.Contains("audit-000001.jsonl:13").And.Some.Contains("audit-000001.jsonl:21"));
    }

    [Test]
    public void IncompleteLastLine_IsSkipped()
    {
        using var folder = new AuditFolder();
        folder.Write(5);
        File.AppendAllText(folder.Files[0], "{\"sequence\":6,");

        Assert.That(AuditReader.Read([folder.Path]).Count(), Is.EqualTo(5));
    }

    [Test]
    public void File_DeletedByItsSinkMeanwhile_IsSkipped()
    {
        using var folder = new AuditFolder();
        folder.Write(2_000);
        using var reading = AuditReader.Read([folder.Path]).GetEnumerator();
        Assert.That(reading.MoveNext(), Is.True);

        File.Delete(folder.Files[1]);
        var read = new List<long> { reading.Current.Entry.Sequence };
        while (reading.MoveNext()) read.Add(reading.Current.Entry.Sequence);

        Assert.That(read, Has.Count.LessThan(2_000));
        Assert.That((read[0], read[^1]), Is.EqualTo((1L, 2_000L)));
    }

    [Test]
    public void Cancellation_EndsTheReading()
    {
        using var folder = new AuditFolder();
        folder.Write(10);
        using var cancelled = new CancellationTokenSource();
        var reading = AuditReader.Read([folder.Path], cancelled.Token);
        cancelled.Cancel();

        Assert.That(() => reading.Count(), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Directories_ThatAreMissingOrGivenTwice_AreRefused()
    {
        using var folder = new AuditFolder();
        folder.Write(1);

        Assert.That(() => AuditReader.Read(null!), Throws.ArgumentNullException);
        Assert.That(() => AuditReader.Read([]), Throws.ArgumentException.With.Message.Contains("no directory"));
        Assert.That(() => AuditReader.Read([""]), Throws.ArgumentException);
        Assert.That(() => AuditReader.Read([folder.Path, folder.Path + Path.DirectorySeparatorChar]), Throws.ArgumentException.With.Message.Contains("twice"));
        Assert.That(
            () => AuditReader.Read([folder.Path, folder.Path + "-missing"]),
            Throws.TypeOf<DirectoryNotFoundException>().With.Message.Contains(folder.Path + "-missing"));
    }

    /// <summary>Writes an entry for each second after the start.</summary>
    private static void Write(AuditFolder folder, int[] seconds, AuditAction action = AuditAction.Requested)
    {
        using var sink = new FileAuditSink(folder.Options());
        AuditFolder.Write(sink, [.. seconds.Select((second, i) => new AuditEntry(
            i + 1, Start.AddSeconds(second), new AuditEvent { Action = action, RequestId = new Guid(i + 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) },
            new string('0', 64)))]);
    }
}
