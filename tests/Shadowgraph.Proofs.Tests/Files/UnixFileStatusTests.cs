using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Tests.Files;

[TestFixture]
[Platform("Linux")]
public sealed class UnixFileStatusTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("file-status-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Of_AFileByPathAndByHandle_HasTypeOwnerAndPermissions()
    {
        var path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        using var handle = File.OpenHandle(path);

        foreach (var status in new[] { UnixFileStatus.Of(path), UnixFileStatus.Of(handle) })
        {
            Assert.That(status!.Value.IsRegular, Is.True);
            Assert.That(status.Value.IsDirectory, Is.False);
            Assert.That(status.Value.Permissions, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.GroupWrite));
            Assert.That(status.Value.User, Is.EqualTo(UnixFileStatus.EffectiveUser));
        }
    }

    [Test]
    public void Of_AFolder_IsADirectory() => Assert.That(UnixFileStatus.Of(_folder)!.Value.IsDirectory, Is.True);

    [Test]
    public void Of_ALink_IsNeither()
    {
        var link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, _folder);

        Assert.That(UnixFileStatus.Of(link)!.Value.IsDirectory, Is.False);
        Assert.That(UnixFileStatus.Of(link)!.Value.IsRegular, Is.False);
    }

    [Test]
    public void Of_NoFile_IsNull() => Assert.That(UnixFileStatus.Of(Path.Combine(_folder, "nothing")), Is.Null);
}
