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
        Assert.That(verification.Faults.Single(), Does.Contain("the beginning is cut off: it follows entry 5"));
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
        Assert.That(File.GetUnixFileMode(folder.LockPath) & others, Is.EqualTo(UnixFileMode.None), "Whoever can open it can hold it.");
    }

    [Test]
    public void Lock_ThatWasOpenToOthers_IsClosedToThem()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Modes are Unix's.");
            return;
        }

        using var folder = new AuditFolder();
        folder.Write(2);
        File.SetUnixFileMode(folder.LockPath, (UnixFileMode)0b110_100_100);

        folder.Write(2);

        Assert.That(File.GetUnixFileMode(folder.LockPath), Is.EqualTo((UnixFileMode)0b110_000_000));
    }

    [Test]
    public void Refusals_HaveFilesOfTheirOwn_WhichTakeNoRoomFromTheOthers()
    {
        using var folder = new AuditFolder { Key = AuditWorld.Key };
        folder.Write(400, maxFiles: 2);
        var before = folder.Files;

        folder.WriteRefusals(3_000, maxFiles: 2);

        Assert.That(folder.Files, Is.EqualTo(before));
        Assert.That(Directory.GetFiles(folder.Path, "refusals-*.jsonl"), Has.Length.EqualTo(2));
        var verification = folder.Verify();
        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That(verification.Count, Is.EqualTo(verification.Head.Sequence + 3_000 - verification.RefusalAnchor.Sequence));
        Assert.That(verification.RefusalHead.Sequence, Is.EqualTo(3_000));
    }

    [Test]
    public void RefusalsAndTheRest_InOneCall_AreTakenTogetherOrNotAtAll()
    {
        using var folder = new AuditFolder();
        Directory.CreateDirectory(folder.Path);
        var disk = new FullDisk(folder.Path);
        using var sink = new FileAuditSink(folder.Options(), disk);
        AuditEntry[] both = [.. Entries(10), .. Refusals(10)];
        Write(sink, Entries(1));

        disk.Room = 4_000;
        Assert.That(() => Write(sink, both), Throws.InstanceOf<IOException>());
        disk.Room = long.MaxValue;
        Write(sink, both);

        Assert.That((folder.Verify().ToString(), folder.Verify().Count), Is.EqualTo(("intact", 21L)));
    }

    [TestCase("audit-2147483647.jsonl")]
    [TestCase("audit-999999999.jsonl")]
    [TestCase("audit-000009.jsonl")]
    public void FilePlantedWithAHighNumber_IsNeitherGoneOnWithNorAReasonToDelete(string name)
    {
        using var folder = new AuditFolder();
        folder.Write(300, maxFiles: 3);
        var (files, planted) = (folder.Files, Path.Combine(folder.Path, name));
        File.WriteAllText(planted, "{}\n");

        folder.Write(300, maxFiles: 3);
        folder.Write(600, maxFiles: 3);

        Assert.That(File.ReadAllText(planted), Is.EqualTo("{}\n"));
        Assert.That(folder.Files.Except([planted]).Count(), Is.EqualTo(3), "as many as are to be kept");
        Assert.That(files[0], Does.Not.Exist);
        var faults = folder.Verify().Faults;
        if (name.Length > "audit-999999999.jsonl".Length) Assert.That(faults, Is.Empty, "It has no name of a file of the sink.");
        else Assert.That(faults, Has.Some.Contains(name).And.All.Match("added by another process|file is missing"));
    }

    [Test]
    public void FilePlantedInTheWay_WhenTheHeadIsGoneToo_IsNotOverwritten()
    {
        using var folder = new AuditFolder();
        folder.Write(30);
        File.Delete(folder.HeadPath);
        var planted = Path.Combine(folder.Path, "audit-000003.jsonl");
        File.WriteAllText(planted, "mine");

        folder.Write(900);

        Assert.That(File.ReadAllText(planted), Is.EqualTo("mine"));
        Assert.That(folder.Verify().IsIntact, Is.False);
    }

    [TestCase(long.MaxValue)]
    [TestCase(AuditAnchor.MaxSequence)]
    [TestCase(AuditAnchor.MaxSequence - 1)]
    public void HeadPlantedAtTheHighestNumber_DoesNotStopTheSink_AndShows(long sequence)
    {
        using var folder = new AuditFolder();
        folder.Write(30);
        using (var head = File.OpenWrite(folder.HeadPath))
        {
            var end = new AuditAnchor(sequence, AuditDigest.Parse(new string('a', 64))!.Value);
            new AuditHeadNote(end, 1, 1, default, WasMissing: false).Write(head, new AuditChain(default, AuditSeries.Main));
        }

        folder.Write(10);
        folder.Write(10);

        var verification = folder.Verify();
        Assert.That(verification.Count, Is.EqualTo(50));
        Assert.That(verification.Faults, Is.Not.Empty);
    }

    [Test]
    public void HeadTakenAway_WhileNothingRan_KeepsShowing()
    {
        using var folder = new AuditFolder { Key = AuditWorld.Key };
        folder.Write(30);
        var lines = File.ReadAllLines(folder.Files[0]);
        File.WriteAllText(folder.Files[0], string.Join('\n', lines[..^3]) + '\n');
        File.Delete(folder.HeadPath);
        var logger = new RecordingLogger<FileAuditSink>();

        using (var sink = new FileAuditSink(folder.Options(), logger)) Write(sink, Entries(5));
        folder.Write(5);

        Assert.That(folder.Verify().Faults.Single(), Does.StartWith("audit.head was missing once"));
        Assert.That(logger.Messages.Single().EventId, Is.EqualTo(1407));
    }

    [TestCase("audit.head")]
    [TestCase("audit.lock")]
    [TestCase("audit-000001.jsonl")]
    [TestCase("refusals.head")]
    public void SymbolicLink_IsNotFollowed(string name)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Making a link takes a right that tests do not have.");
        using var folder = new AuditFolder();
        folder.Write(5);
        var (target, path) = (Path.Combine(folder.Path, "victim"), Path.Combine(folder.Path, name));
        File.WriteAllText(target, "untouched");
        File.Delete(path);
        File.CreateSymbolicLink(path, target);

        using (var sink = new FileAuditSink(folder.Options()))
        {
            if (name.EndsWith(".jsonl", StringComparison.Ordinal)) Write(sink, Entries(3));
            else Assert.That(() => Write(sink, Entries(3)), Throws.InstanceOf<IOException>().With.Message.Contains("symbolic link"));
        }

        Assert.That(File.ReadAllText(target), Is.EqualTo("untouched"));
        if (!name.EndsWith(".lock", StringComparison.Ordinal)) Assert.That(folder.Verify().IsIntact, Is.False);
    }

    [Test]
    public void SymbolicLinkToNothing_IsNotFollowedEither()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Making a link takes a right that tests do not have.");
        using var folder = new AuditFolder();
        Directory.CreateDirectory(folder.Path);
        var target = Path.Combine(folder.Path, "victim");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "audit-000001.jsonl"), target);

        folder.Write(5);

        Assert.That(target, Does.Not.Exist);
        Assert.That(folder.Files.Select(Path.GetFileName), Is.EqualTo(new[] { "audit-000001.jsonl", "audit-000002.jsonl" }));
        Assert.That(folder.Verify().Faults.Single(), Does.Contain("audit-000001.jsonl is a symbolic link"));
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
