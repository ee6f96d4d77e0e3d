using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Files;

[TestFixture]
public sealed class MeteredStreamTests
{
    [Test]
    public void Over_WorkThatNobodyMeasures_IsTheFileItself()
    {
        using var file = new MemoryStream();

        Assert.That(MeteredStream.Over(file, null), Is.SameAs(file));
    }

    [Test]
    public void Stream_CountsWhatIsReadAndWritten_AndBehavesLikeTheFile()
    {
        var meter = new WorkMeter();
        var file = new MemoryStream();
        using (var stream = MeteredStream.Over(file, meter))
        {
            stream.Write([1, 2, 3, 4]);
            stream.Write([5, 6, 7], 1, 2);
            stream.WriteByte(8);
            stream.Flush();
            Assert.That((stream.Length, stream.Position, stream.CanSeek, stream.CanRead, stream.CanWrite), Is.EqualTo((7L, 7L, true, true, true)));

            stream.Seek(1, SeekOrigin.Begin);
            Assert.That(stream.ReadByte(), Is.EqualTo(2));
            stream.Position = 3;
            var rest = new byte[10];
            Assert.That(stream.Read(rest, 2, 8), Is.EqualTo(4));
            Assert.That(rest, Is.EqualTo(new byte[] { 0, 0, 4, 6, 7, 8, 0, 0, 0, 0 }));
            Assert.That(stream.Read(rest), Is.Zero);
            stream.SetLength(2);
            Assert.That(stream.Length, Is.EqualTo(2));
        }

        Assert.That(meter.FileBytes, Is.EqualTo(7 + 1 + 4));
        Assert.That(file.CanRead, Is.False, "It closes the file.");
    }

    [Test]
    public void KeyFiles_CountForWhoAsks()
    {
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        var path = Path.Combine(folder, "key");
        var files = new KeyFiles();
        var meter = new WorkMeter();
        using (WorkMeter.Enter(meter)) files.WriteAtomically(path, stream => stream.Write(new byte[5000]));
        Assert.That(meter.FileBytes, Is.EqualTo(5000));

        var buffer = new byte[10_000];
        using (WorkMeter.Enter(meter))
        using (var stream = files.OpenRead(path)) stream.ReadAtLeast(buffer, 10_000, throwOnEndOfStream: false);
        using (var stream = files.OpenRead(path)) stream.ReadExactly(buffer, 0, 5000);

        Directory.Delete(folder, recursive: true);
        Assert.That(meter.FileBytes, Is.EqualTo(10_000));
    }
}
