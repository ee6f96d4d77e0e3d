using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;
using static Shadowgraph.Proofs.Tests.Audit.AuditFolder;

namespace Shadowgraph.Proofs.Tests.Audit;

[TestFixture]
public sealed class FileAuditSinkTests
{
    [Test]
    public void Write_KeepsEveryEntryOnALineOfItsOwn()
    {
        using var folder = new AuditFolder();

        folder.Write(20);

        var lines = File.ReadAllLines(folder.Files.Single());
        Assert.That(lines, Has.Length.EqualTo(21));
        Assert.That(JsonDocument.Parse(lines[0]).RootElement.GetProperty("anchor").GetProperty("sequence").GetInt64(), Is.Zero);
        var entries = Entries(20);
        for (var i = 0; i < 20; i++)
        {
            var entry = JsonDocument.Parse(lines[i + 1]).RootElement;
            Assert.That(entry.GetProperty("action").GetString(), Is.EqualTo(entries[i].Action.ToString()));
            Assert.That(entry.TryGetProperty("detail", out var detail) ? detail.GetString() : null, Is.EqualTo(entries[i].Detail));
            Assert.That(entry.GetProperty("hash").GetString(), Is.EqualTo(entries[i].Hash), "a first process numbers as the trail does");
        }
    }

    [Test]
    public void Write_RotatesBySize_AndTheChainGoesOn([Values] bool isKeyed)
    {
        using var folder = new AuditFolder { Key = isKeyed ? AuditWorld.Key : null };

        folder.Write(2_000);

        Assert.That(folder.Files, Has.Length.GreaterThan(4));
        Assert.That(folder.Files.SkipLast(1).Select(file => new FileInfo(file).Length), Is.All.InRange(1 << 16, (1 << 16) + 1_000));
        var verification = folder.Verify();
        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That((verification.Count, verification.Anchor.Sequence, verification.TornBytes), Is.EqualTo((2_000L, 0L, 0L)));
    }

    [Test]
    public void Chain_GoesOnAcrossRestarts()
    {
        using var folder = new AuditFolder();

        for (var i = 0; i < 5; i++) folder.Write(130, batch: 1 + 40 * i);

        var verification = folder.Verify();
        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That((verification.Count, verification.Head.Sequence), Is.EqualTo((650L, 650L)));
    }

    [Test]
    public void MaxFiles_DeletesTheOldest_AndTheAnchorSaysWhereItBegins()
    {
        using var folder = new AuditFolder();

        folder.Write(2_000, maxFiles: 2);

        Assert.That(folder.Files, Has.Length.EqualTo(2));
        var verification = folder.Verify();
        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That(verification.Anchor.Sequence + verification.Count, Is.EqualTo(2_000));
        Assert.That(verification.Anchor.Sequence, Is.GreaterThan(1_000));
    }

    [TestCase(1)]
    [TestCase(40)]
    [TestCase(199)]
    public void Crash_InTheMiddleOfALine_IsNoFault_AndTheNextProcessGoesOn(int bytes)
    {
        using var folder = new AuditFolder();
        folder.Write(30);
        using (var file = File.OpenWrite(folder.Files[0])) // a line that was not finished
        {
            file.Position = file.Length;
            file.Write(Encoding.ASCII.GetBytes("{\"sequence\":31,\"at\":\"2026-06-01T12:00:00+00:00\"".PadRight(bytes)[..bytes]));
        }

        var torn = folder.Verify();
        folder.Write(10);

        Assert.That(torn.IsIntact, Is.True, torn.ToString());
        Assert.That((torn.Count, torn.TornBytes), Is.EqualTo((30L, (long)bytes)));
        var after = folder.Verify();
        Assert.That(after.ToString(), Is.EqualTo("intact"));
        Assert.That((after.Count, after.TornBytes, folder.Files.Length), Is.EqualTo((40L, 0L, 1)));
    }

    [TestCase(0)]
    [TestCase(17)]
    public void Crash_InTheFirstLineOfAFile_IsNoFault_AndTheNextProcessGoesOn(int bytes)
    {
        using var folder = new AuditFolder();
        folder.Write(30);
        File.WriteAllText(Path.Combine(folder.Path, "audit-000002.jsonl"), "{\"format\":\"shadowgraph"[..bytes]);

        var torn = folder.Verify();
        folder.Write(10);

        Assert.That(torn.IsIntact, Is.True, torn.ToString());
        var after = folder.Verify();
        Assert.That(after.ToString(), Is.EqualTo("intact"));
        Assert.That((after.Count, folder.Files.Length), Is.EqualTo((40L, 2)));
    }

    [Test]
    public void EntriesTakenOffTheEndWhileNothingRan_KeepShowingAfterTheNextProcessWentOn()
    {
        using var folder = new AuditFolder();
        folder.Write(30);
        var lines = File.ReadAllLines(folder.Files[0]);
        File.WriteAllText(folder.Files[0], string.Join('\n', lines[..^3]) + '\n');

        var cut = folder.Verify();
        folder.Write(10);

        Assert.That(cut.Faults.Single(), Does.Contain("ends with entry 27, and should end with entry 30"));
        Assert.That(folder.Verify().Faults.Single(), Does.Contain("begins after entry 30").And.Contain("ends with entry 27"));
        Assert.That(folder.Files, Has.Length.EqualTo(2));
    }

    [Test]
    public void DamagedFile_IsLeftAsItIs_AndANewOneIsBegun()
    {
        using var folder = new AuditFolder();
        folder.Write(30);
        var damaged = File.ReadAllText(folder.Files[0]).Replace("user-2", "user-9");
        File.WriteAllText(folder.Files[0], damaged);
        var logger = new RecordingLogger<FileAuditSink>();

        using (var sink = new FileAuditSink(folder.Options(), logger)) Write(sink, Entries(5));

        Assert.That(File.ReadAllText(folder.Files[0]), Is.EqualTo(damaged));
        Assert.That(folder.Files, Has.Length.EqualTo(2));
        var verification = folder.Verify();
        Assert.That(verification.Faults, Has.Count.EqualTo(6).And.All.Contains("is not the one that was recorded"), "one of each user-2");
        Assert.That((verification.Count, verification.Head.Sequence), Is.EqualTo((35L, 35L)));
        Assert.That(logger.Messages.Single().EventId, Is.EqualTo(1406));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void FullDisk_TakesNothingOfThatBatch_AndGoesOnWhenThereIsRoom(int failingBatch)
    {
        using var folder = new AuditFolder();
        Directory.CreateDirectory(folder.Path);
        var disk = new FullDisk(folder.Path);
        var batches = Entries(1_200).Chunk(400).ToArray(); // more than a file each
        using (var sink = new FileAuditSink(folder.Options(), disk))
        {
            for (var i = 0; i < batches.Length; i++)
            {
                foreach (var room in i == failingBatch ? [0L, 1, 150, 65_000, 65_700, 90_000] : Array.Empty<long>())
                {
                    disk.Room = room;
                    Assert.That(() => Write(sink, batches[i]), Throws.InstanceOf<IOException>());
                }

                disk.Room = long.MaxValue;
                Write(sink, batches[i]);
            }
        }

        var verification = folder.Verify();
        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That(verification.Count, Is.EqualTo(1_200), "none twice, none missing");
    }

    [Test]
    public void DiskThatDoesNotFlush_TakesNothingOfThatBatch()
    {
        using var folder = new AuditFolder();
        Directory.CreateDirectory(folder.Path);
        var disk = new FullDisk(folder.Path);
        var options = new FileAuditSinkOptions { Directory = folder.Path };
        using var sink = new FileAuditSink(options, disk);
        Write(sink, Entries(3));

        disk.FailsToFlush = true;
        Assert.That(() => Write(sink, Entries(2)), Throws.InstanceOf<IOException>());
        disk.FailsToFlush = false;
        Write(sink, Entries(2));

        Assert.That((folder.Verify().ToString(), folder.Verify().Count), Is.EqualTo(("intact", 5L)));
    }

    [Test]
    public void FilesTakenAwayWhileItWrites_AreBegunAnew_AndTheLossShows()
    {
        using var folder = new AuditFolder();
        using var sink = new FileAuditSink(folder.Options(), new FullDisk(folder.Path));
        Write(sink, Entries(3));
        foreach (var file in folder.Files) File.Delete(file);

        // An open file that was deleted can still be written; the next process finds out.
        Write(sink, Entries(2));
        sink.Dispose();
        folder.Write(4);

        var verification = folder.Verify();
        Assert.That((verification.Anchor.Sequence, verification.Count), Is.EqualTo((5L, 4L)), "five entries before it are gone");
    }

    [Test]
    public void TwoSinks_InOneDirectory_TheSecondIsRefusedUntilTheFirstIsDisposed()
    {
        using var folder = new AuditFolder();
        using var first = new FileAuditSink(folder.Options());
        using var second = new FileAuditSink(folder.Options());
        Write(first, Entries(2));

        Assert.That(() => Write(second, Entries(1)), Throws.InstanceOf<IOException>().With.Message.Contains("Another process"));
        first.Dispose();
        Write(second, Entries(1));

        Assert.That((folder.Verify().ToString(), folder.Verify().Count), Is.EqualTo(("intact", 3L)));
        Assert.That(() => Write(first, Entries(1)), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Verify_WhileTheSinkWrites_IsIntact()
    {
        using var folder = new AuditFolder();
        using var sink = new FileAuditSink(folder.Options());
        var entries = Entries(3_000);
        Write(sink, entries[..10]);

        var writing = Task.Run(() =>
        {
            foreach (var batch in entries[10..].Chunk(7)) Write(sink, batch);
        });
        var found = new List<string>();
        do found.Add(folder.Verify().ToString());
        while (!writing.IsCompleted);

        Assert.That(found, Is.All.EqualTo("intact"));
        Assert.That(folder.Verify().Count, Is.EqualTo(3_000));
    }

    [Test]
    public void Files_AreForThisUserAlone()
    {
        using var folder = new AuditFolder();

        folder.Write(2);

        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode others = (UnixFileMode)0b111_111;
        Assert.That(File.GetUnixFileMode(folder.Path) & others, Is.EqualTo(UnixFileMode.None));
        Assert.That(File.GetUnixFileMode(folder.Files[0]) & others, Is.EqualTo(UnixFileMode.None));
        Assert.That(File.GetUnixFileMode(folder.HeadPath) & others, Is.EqualTo(UnixFileMode.None));
    }

    [Test]
    public void Options_ThatCannotBe_AreRefusedByName()
    {
        using var folder = new AuditFolder();
        (string, FileAuditSinkOptions)[] wrong =
        [
            ("Directory", new() { Directory = " " }),
            ("MaxFileBytes", new() { Directory = "x", MaxFileBytes = 65_535 }),
            ("MaxFiles", new() { Directory = "x", MaxFiles = -1 }),
            ("Flush", new() { Directory = "x", Flush = (AuditFlush)7 }),
            ("Key", new() { Directory = "x", Key = new byte[15] }),
        ];

        foreach (var (name, options) in wrong)
        {
            Assert.That(
                () => new FileAuditSink(options), Throws.ArgumentException.With.Message.StartsWith($"FileAuditSinkOptions.{name} "));
        }

        Assert.That(() => new FileAuditSink(null!), Throws.ArgumentNullException);
        Assert.That(() => AuditVerifier.VerifyFiles(""), Throws.ArgumentException);
        Assert.That(() => folder.Verify(), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Trail_WithAFileSink_KeepsWhatItRecordsAcrossRestarts()
    {
        using var folder = new AuditFolder();
        for (var process = 0; process < 3; process++)
        {
            using var sink = new FileAuditSink(folder.Options());
            await using var world = new AuditWorld(null, sink);
            world.Record(300);
        }

        Assert.That((folder.Verify().ToString(), folder.Verify().Count), Is.EqualTo(("intact", 900L)));
    }
}
