using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>Who could have written a prepared file decides whether the file is used. Such a file is left alone.</summary>
[TestFixture]
[Parallelizable]
[Platform("Linux")]
public sealed class PreparedPlaceTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Test]
    public void Load_PinnedInAPrivateFolder_UsesTheFile()
    {
        using var world = Prepared();

        var key = world.Load(hash: world.Hash.ToUpperInvariant());

        Assert.That(key.IsPrepared, Is.True);
        Assert.That(key.Sha256, Is.EqualTo(world.Hash));
        Assert.That(world.Verifies(world.Prove(key)), Is.True);
    }

    [Test]
    public void Load_AnotherHashThanPinned_IsRefused()
    {
        using var world = Prepared();

        Assert.That(
            () => world.Load(hash: new string('0', 64)), Throws.TypeOf<ProvingKeyException>().With.Property("Reason").EqualTo(ProvingKeyRejection.WrongHash));
    }

    /// <summary>A byte that no sample need cover: with a pinned hash the whole file is hashed.</summary>
    [Test]
    public void Load_PinnedAndTheZkeyDamaged_IsRefused()
    {
        using var world = Prepared();
        var bytes = File.ReadAllBytes(world.ZkeyPath);
        bytes[^1] ^= 1;
        File.WriteAllBytes(world.ZkeyPath, bytes);

        Assert.That(() => world.Load(hash: world.Hash), Throws.InstanceOf<ProofException>());
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [TestCase(UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    public void Load_PinnedInAFolderForOthersToo_ReadsTheZkey(UnixFileMode others)
    {
        using var world = Prepared();
        SetMode(world.Folder, Owner | others);

        AssertUnused(world, world.Hash);
        Assert.That(world.Load().IsPrepared, Is.True, "without a pinned hash");
    }

    [Test]
    public void Load_PinnedAndTheFileForOthersToo_ReadsTheZkey()
    {
        using var world = Prepared();
        SetMode(world.PreparedPath, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        AssertUnused(world, world.Hash);
        Assert.That(world.Load().IsPrepared, Is.True, "without a pinned hash");
    }

    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void Load_TheFileWritableForOthers_ReadsTheZkey(UnixFileMode others)
    {
        using var world = Prepared();
        SetMode(world.PreparedPath, UnixFileMode.UserRead | others);

        AssertUnused(world, null);
    }

    [Test]
    public void Load_TheFileOfAnotherUser_ReadsTheZkey()
    {
        using var world = Prepared();
        if (!Groth16CliProcess.TryRun("chown", "12345", world.PreparedPath)) Assert.Ignore("This user can't give files away.");

        AssertUnused(world, null);
        AssertUnused(world, world.Hash);
    }

    [Test]
    public void Load_PinnedInTheFolderOfAnotherUser_ReadsTheZkey()
    {
        using var world = Prepared();
        if (!Groth16CliProcess.TryRun("chown", "12345", world.Folder)) Assert.Ignore("This user can't give files away.");

        AssertUnused(world, world.Hash);
    }

    [Test]
    public void Load_ALinkForTheFile_ReadsTheZkey()
    {
        using var world = Prepared();
        var target = Path.Combine(world.Folder, "target");
        File.Move(world.PreparedPath, target);
        File.CreateSymbolicLink(world.PreparedPath, target);

        AssertUnused(world, null);
        AssertUnused(world, world.Hash);
    }

    [Test]
    public void Load_PinnedByALinkForTheFolder_ReadsTheZkey()
    {
        using var world = Prepared();
        var link = world.Folder + "-link";
        Directory.CreateSymbolicLink(link, world.Folder);
        var options = new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map, ExpectedSha256 = world.Hash };

        Assert.That(ProvingKey.Load(Path.Combine(link, "key.zkey"), options).IsPrepared, Is.False);
        Assert.That(world.HasPrepared, Is.True);
        File.Delete(link);
    }

    [Test]
    public void Load_APipeForTheFile_ReadsTheZkeyWithoutWaiting()
    {
        using var world = new PreparedWorld();
        Assert.That(Groth16CliProcess.TryRun("mkfifo", world.PreparedPath), Is.True);

        AssertUnused(world, null);
    }

    [Test]
    public void Load_AFolderForTheFile_ReadsTheZkey()
    {
        using var world = new PreparedWorld();
        Directory.CreateDirectory(world.PreparedPath);

        Assert.That(world.Load().IsPrepared, Is.False);
    }

    [Test]
    public void TryMake_PinnedInAFolderForOthersToo_MakesNone()
    {
        using var world = new PreparedWorld();
        SetMode(world.Folder, Owner | UnixFileMode.GroupRead);
        var key = world.Load(hash: world.Hash);

        Assert.That(PreparedKeyFile.TryMake(key, world.ZkeyPath, isPrivate: true, CancellationToken.None), Does.Contain("folder"));
        Assert.That(Directory.GetFiles(world.Folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void Prepare_MakesAFileForThisUserToRead()
    {
        using var world = Prepared();

        Assert.That(GetMode(world.PreparedPath), Is.EqualTo(UnixFileMode.UserRead));
    }

    private static PreparedWorld Prepared()
    {
        var world = new PreparedWorld();
        world.Prepare();
        return world;
    }

    private static void AssertUnused(PreparedWorld world, string? hash)
    {
        var reports = new List<string>();
        var key = world.Load(hash: hash, reports: reports);
        Assert.That(key.IsPrepared, Is.False);
        Assert.That(reports, Has.Count.EqualTo(1));
        Assert.That(world.HasPrepared, Is.True, "the file is not this user's to remove");
        Assert.That(world.Verifies(world.Prove(key)), Is.True);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    private static UnixFileMode GetMode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
