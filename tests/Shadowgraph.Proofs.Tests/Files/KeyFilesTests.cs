using System.Text;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Files;

[TestFixture]
public sealed class KeyFilesTests
{
    private readonly KeyFiles _files = new();
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("key-files-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void WriteAtomically_Twice_ReplacesTheFileAndLeavesNothingElse()
    {
        var path = Path.Combine(_directory, "key");

        _files.WriteAtomically(path, stream => stream.Write("first"u8));
        _files.WriteAtomically(path, stream => stream.Write("second"u8));

        Assert.That(File.ReadAllText(path, Encoding.ASCII), Is.EqualTo("second"));
        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));
    }

    [Test]
    public void WriteAtomically_WriterFailsHalfWay_KeepsTheOldFileAndLeavesNothingElse()
    {
        var path = Path.Combine(_directory, "key");
        _files.WriteAtomically(path, stream => stream.Write("first"u8));

        Assert.That(
            () => _files.WriteAtomically(path, stream =>
            {
                stream.Write("sec"u8);
                throw new IOException("No space left on device");
            }),
            Throws.TypeOf<IOException>());

        Assert.That(File.ReadAllText(path, Encoding.ASCII), Is.EqualTo("first"));
        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Files_AreForTheirOwnerAlone()
    {
        var inside = Path.Combine(_directory, "a", "b");
        var path = Path.Combine(inside, "key");

        _files.CreatePrivateDirectory(inside);
        _files.WriteAtomically(path, stream => stream.Write("x"u8));

        if (OperatingSystem.IsWindows()) return;
        Assert.That(File.GetUnixFileMode(inside), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void TryLock_WhileHeld_GivesNullAndAfterwardsTheLock()
    {
        var path = Path.Combine(_directory, "lock");

        using (var held = _files.TryLock(path))
        {
            Assert.That(held, Is.Not.Null);
            Assert.That(_files.TryLock(path), Is.Null);
        }

        using var again = _files.TryLock(path);
        Assert.That(again, Is.Not.Null);
    }

    [Test]
    public void TryLock_InAPathThatCannotBe_ThrowsInsteadOfWaitingForEver()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");

        Assert.That(() => _files.TryLock(Path.Combine(file, "lock")), Throws.InstanceOf<IOException>());
        Assert.That(() => _files.CreatePrivateDirectory(Path.Combine(file, "sub")), Throws.InstanceOf<IOException>());
    }

    [TestCase("", null)]
    [TestCase("relative/data", null)]
    [TestCase("/.local/share", null)]
    [TestCase("/home/ada/.local/share", "/home/ada/.local/share/shadowgraph-proofs/keys")]
    [Platform(Exclude = "Win")]
    public void DataFolder_OfAUserWithoutHome_IsNone(string userData, string? expected) =>
        Assert.That(DataFolder.ForKeys(userData), Is.EqualTo(expected));
}
