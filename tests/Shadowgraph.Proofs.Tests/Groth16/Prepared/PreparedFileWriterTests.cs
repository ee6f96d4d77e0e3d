using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Prepared;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>A prepared file is there as a whole or not at all, whatever happens to the writer, and a mapped file keeps the content.</summary>
[TestFixture]
[Parallelizable]
public sealed class PreparedFileWriterTests
{
    [Test]
    public void Prepare_AfterWritersThatDied_RemovesTheRest()
    {
        using var world = Prepared();
        var whole = File.ReadAllBytes(world.PreparedPath);
        File.Delete(world.PreparedPath);
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 9))
            File.WriteAllBytes(PreparedPaths.NewTemporary(world.PreparedPath), whole[..length]);
        Assert.That(world.Load().IsPrepared, Is.False, "a temporary file is no prepared file");

        world.Prepare();

        Assert.That(PreparedPaths.Temporaries(world.PreparedPath), Is.Empty);
        Assert.That(world.Load().IsPrepared, Is.True);
    }

    /// <summary>A writer that died before the last byte, in a system that lost the order of writing: part of the content under the final name.</summary>
    [Test]
    public void Load_PartOfTheContentUnderTheName_IsDropped()
    {
        using var world = Prepared();
        var whole = File.ReadAllBytes(world.PreparedPath);
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 37))
        {
            File.Delete(world.PreparedPath);
            File.WriteAllBytes(world.PreparedPath, whole[..length]);
            Assert.That(world.Load().IsPrepared, Is.False, $"{length} bytes");
            Assert.That(world.HasPrepared, Is.False);
        }
    }

    [Test]
    public void TryMake_WhileAnotherProcessMakesTheFile_Skips()
    {
        using var world = new PreparedWorld();
        var key = world.Load();
        using (new KeyFiles().TryLock(PreparedPaths.LockOf(world.PreparedPath)))
        {
            Assert.That(Make(world, key), Does.Contain("another process"));
            Assert.That(() => ProvingKey.Prepare(world.ZkeyPath), Throws.InstanceOf<IOException>().With.Message.Contains("another process"));
        }

        Assert.That(world.HasPrepared, Is.False);
        Assert.That(Make(world, key), Is.Null);
        Assert.That(world.HasPrepared, Is.True);
    }

    [Test]
    public void TryMake_OnManyThreads_MakesOneGoodFile()
    {
        using var world = new PreparedWorld();
        var key = world.Load();
        var made = 0;

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            if (Make(world, key) is null) Interlocked.Increment(ref made);
            Assert.That(world.Verifies(world.Prove(world.Load())), Is.True);
        });

        Assert.That(made, Is.GreaterThan(0));
        Assert.That(world.Load().IsPrepared, Is.True);
        Assert.That(PreparedPaths.Temporaries(world.PreparedPath), Is.Empty);
    }

    [Test]
    public void TryMake_OfAZkeyThatWasReplaced_MakesAFileThatNobodyUses()
    {
        using var world = new PreparedWorld();
        using var other = new PreparedWorld();
        var key = world.Load();
        File.Copy(other.ZkeyPath, world.ZkeyPath, overwrite: true);

        Assert.That(Make(world, key), Is.Null);

        var now = world.Load();
        Assert.That(now.IsPrepared, Is.False);
        Assert.That(now.VerifyingKey.Hash, Is.EqualTo(other.Made.Key.VerifyingKey.Hash));
        Assert.That(world.HasPrepared, Is.False);
    }

    [Test]
    public void TryMake_Cancelled_LeavesNoFile()
    {
        using var world = new PreparedWorld();
        var key = world.Load();

        Assert.That(
            () => PreparedKeyFile.TryMake(key, world.ZkeyPath, isPrivate: false, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(world.HasPrepared, Is.False);
        Assert.That(PreparedPaths.Temporaries(world.PreparedPath), Is.Empty);
    }

    /// <summary>Root writes to any folder, so a folder in the place of the lock stands for a folder without write access.</summary>
    [Test]
    public void TryMake_InAFolderThatTakesNoLock_SaysSo()
    {
        using var world = new PreparedWorld();
        Directory.CreateDirectory(PreparedPaths.LockOf(world.PreparedPath));

        Assert.That(Make(world, world.Load()), Is.Not.Null.And.Not.Empty);
        Assert.That(world.HasPrepared, Is.False);
    }

    [Test]
    [Platform("Linux")]
    public void Load_InAFolderThatIsReallyReadOnly_UsesTheFileOrTheZkey()
    {
        using var world = Prepared();
        if (!Groth16CliProcess.TryRun("mount", "--bind", "-o", "ro", world.Folder, world.Folder)) Assert.Ignore("This user can't mount a folder read-only.");
        try
        {
            Assert.That(world.Load().IsPrepared, Is.True);
            Assert.That(Make(world, world.Load(PreparedKeyUse.Off)), Is.Not.Null);
            Assert.That(() => world.Prepare(), Throws.InstanceOf<IOException>());
        }
        finally
        {
            // A mapped file keeps the mount in use until the key is collected.
            Groth16CliProcess.TryRun("umount", "--lazy", world.Folder);
        }
    }

    [Test]
    [Platform("Linux")]
    public void TryMake_OnAFullDisk_LeavesNothing()
    {
        using var made = new PreparedWorld();
        var folder = Directory.CreateTempSubdirectory("full-disk-").FullName;
        if (!Groth16CliProcess.TryRun("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder)) Assert.Ignore("A small disk can't be mounted by this user.");
        try
        {
            var path = Path.Combine(folder, "key.zkey");
            File.Copy(made.ZkeyPath, path);
            File.WriteAllBytes(Path.Combine(folder, "ballast"), new byte[200_000 - 40_000 - new FileInfo(path).Length]);

            Assert.That(() => ProvingKey.Prepare(path), Throws.InstanceOf<IOException>());

            Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "key.zkey", "ballast", "key.zkey.prepared.lock" }));
            Assert.That(ProvingKey.Load(path, new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map }).IsPrepared, Is.False);
        }
        finally
        {
            Groth16CliProcess.TryRun("umount", "--lazy", folder);
            Directory.Delete(folder);
        }
    }

    [Test]
    public void Prove_AfterTheMappedFileWasReplacedAndDeleted_ProvesWithTheOldContent()
    {
        using var world = Prepared();
        var key = world.Load();
        File.Delete(world.PreparedPath);
        File.WriteAllText(world.PreparedPath, "something else");
        File.Delete(world.PreparedPath);

        Assert.That(world.Verifies(world.Prove(key)), Is.True);
        Assert.That(key.Current, Is.SameAs(key));
    }

    [Test]
    public void Prove_WhileTheFileIsRemadeAgainAndAgain_ProofsVerify()
    {
        using var world = Prepared();
        var plain = world.Load(PreparedKeyUse.Off);
        var made = PreparedKeyFile.LoadZkey(world.ZkeyPath, new ProvingKeyReadOptions(), CancellationToken.None);
        Assert.That(plain.FileIdentity, Is.Null, "a key that is loaded without prepared files prepares none");

        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            if (i % 3 == 0)
            {
                File.Delete(world.PreparedPath);
                Make(world, made);
            }

            Assert.That(world.Verifies(world.Prove(world.Load())), Is.True);
        });
    }

    /// <summary>A copy needs the file no more: here the file is cut short, which a mapping would not survive.</summary>
    [Test]
    public void Prove_AfterTheCopiedFileWasCutShort_Proves()
    {
        using var world = Prepared();
        var key = world.Load(PreparedKeyUse.Copy);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(world.PreparedPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var file = new FileStream(world.PreparedPath, FileMode.Open, FileAccess.Write)) file.SetLength(0);

        Assert.That(key.IsPrepared, Is.True);
        Assert.That(world.Verifies(world.Prove(key)), Is.True);
        Assert.That(key.Current, Is.SameAs(key));
    }

    [Test]
    public async Task Prepare_InAProcessThatIsKilled_LeavesAGoodFileOrNone()
    {
        using var world = new PreparedWorld(TestCircuit.Powers("long", 4000));
        for (var i = 0; i < 3; i++)
        {
            // The process prepares again and again until killed from within, after more and more files.
            await ChildProcess.RunAsync(PrepareAndDieAsync, $"{i + 1} {world.ZkeyPath}");
            Assert.That(world.Verifies(world.Prove(world.Load())), Is.True);
            File.Delete(world.PreparedPath);
        }

        world.Prepare();
        Assert.That(PreparedPaths.Temporaries(world.PreparedPath), Is.Empty);
        Assert.That(world.Load().IsPrepared, Is.True);
    }

    internal static async Task PrepareAndDieAsync(string argument)
    {
        var (count, path) = (int.Parse(argument[..1], System.Globalization.CultureInfo.InvariantCulture), argument[2..]);
        var prepared = PreparedPaths.Of(path);
        using var done = new CancellationTokenSource();
        var preparing = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                File.Delete(prepared);
                ProvingKey.Prepare(path);
            }
        });
        for (var seen = 0; seen < count;)
        {
            if (PreparedPaths.Temporaries(prepared).Length > 0) seen++;
            await Task.Yield();
        }

        // As a kill does: no finally block runs, and the lock ends with the process.
        Environment.Exit(preparing.IsFaulted ? 3 : 0);
    }

    private static PreparedWorld Prepared()
    {
        var world = new PreparedWorld();
        world.Prepare();
        return world;
    }

    private static string? Make(PreparedWorld world, ProvingKey key) =>
        key.FileIdentity is null ? "no identity" : PreparedKeyFile.TryMake(key, world.ZkeyPath, isPrivate: false, CancellationToken.None);
}
