using System.Buffers.Binary;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;

namespace Shadowgraph.Proofs.Tests.Files;

[TestFixture]
public sealed class BinarySectionReaderTests
{
    private static readonly BinaryFormat Format = new("test", ".test file", 1, 2);

    [Test]
    public void Section_WrittenInAnyOrder_IsReadBack()
    {
        using var file = BinarySectionReader.Open(new MemoryStream(TwoSections()), Format);
        using var first = file.Section(1);
        using var second = file.Section(7);

        Assert.That(file.Version, Is.EqualTo(2));
        Assert.That(first.ReadUInt32("x"), Is.EqualTo(0xdeadbeef));
        Assert.That(second.ReadUInt64("y"), Is.EqualTo(ulong.MaxValue));
        Assert.That(first.ReadUInt64("z"), Is.EqualTo(5));
        Assert.That(first.Remaining, Is.Zero);
        first.ExpectEnd();
    }

    [Test]
    public void Open_StreamThatStartsLater_CountsFromItsPosition()
    {
        var stream = new MemoryStream([1, 2, 3, .. TwoSections()]) { Position = 3 };

        using var file = BinarySectionReader.Open(stream, Format);
        using var section = file.Section(1);

        Assert.That(section.ReadUInt32("x"), Is.EqualTo(0xdeadbeef));
    }

    [Test]
    public void Open_StreamThatCannotSeek_ReadsTheSame()
    {
        var content = new byte[(3 << 20) + 17];
        new Random(5).NextBytes(content);
        var written = new MemoryStream();
        using (var writer = new BinarySectionWriter(written, Format, 1))
        {
            writer.BeginSection(3, content.Length);
            writer.Write(content.AsSpan(0, 1000));
            writer.Write(content.AsSpan(1000));
            writer.Finish();
        }

        using var file = BinarySectionReader.Open(new ForwardOnlyStream(written.ToArray()), Format);
        using var section = file.Section(3);
        var read = new byte[content.Length];
        section.Take(100, "head").CopyTo(read);
        section.ReadExactly(read.AsSpan(100), "body");

        Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
    }

    [Test]
    public void Open_PipeWithAnotherMagic_ReadsNoMoreThanItsBeginning()
    {
        var pipe = new ForwardOnlyStream([.. "spam"u8, .. new byte[10 << 20]]);

        Assert.That(() => BinarySectionReader.Open(pipe, Format), Refuses("doesn't begin with", offset: 0));
        Assert.That(pipe.BytesRead, Is.LessThanOrEqualTo(BinaryFormat.PreambleLength));
    }

    [Test]
    public void Open_PipeWithASectionTwice_StopsThere()
    {
        byte[] bytes = [.. Patch(TwoSections(), 12 + 12 + 8, 7), .. new byte[10 << 20]];
        var pipe = new ForwardOnlyStream(bytes);

        Assert.That(() => BinarySectionReader.Open(pipe, Format), Refuses("occurs twice", section: 7));
        Assert.That(pipe.BytesRead, Is.LessThan(100));
    }

    [TestCase(1ul << 33)]
    [TestCase(1ul << 63)]
    [TestCase(ulong.MaxValue)]
    public void Open_PipeWithASectionBeyondTheLargestCopy_IsRefusedUnread(ulong length)
    {
        var bytes = TwoSections();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), length);
        var pipe = new ForwardOnlyStream([.. bytes, .. new byte[10 << 20]]);

        Assert.That(() => BinarySectionReader.Open(pipe, Format), Refuses("8 GiB", section: 7));
        Assert.That(pipe.BytesRead, Is.LessThan(100));
    }

    [Test]
    public void Open_PipeThatGoesOn_IsRefused() => Assert.That(
        () => BinarySectionReader.Open(new ForwardOnlyStream([.. TwoSections(), 1]), Format), Refuses("follow the last section"));

    [Test]
    public void Open_EveryTruncatedPipe_IsRefused()
    {
        var bytes = TwoSections();
        for (var length = 0; length < bytes.Length; length++)
        {
            var pipe = new ForwardOnlyStream(bytes[..length]);
            Assert.That(() => BinarySectionReader.Open(pipe, Format), Throws.InstanceOf<ProofFileException>(), $"{length} bytes");
        }
    }

    [Test]
    public void Take_AcrossManyBuffers_SeesEveryByteOnce()
    {
        var content = new byte[200_003];
        new Random(6).NextBytes(content);
        using var file = BinarySectionReader.Open(new MemoryStream(OneSection(content)), Format);
        using var section = file.Section(1);

        var read = new List<byte>();
        for (var size = 1; section.Remaining > 0; size = (size % 97) + 1) read.AddRange(section.Take((int)Math.Min(size, section.Remaining), "piece"));

        Assert.That(read, Is.EqualTo(content));
    }

    [Test]
    public void Open_OtherMagic_NamesTheKind()
    {
        var bytes = TwoSections();
        bytes[0] = (byte)'z';

        Assert.That(() => Open(bytes), Refuses("doesn't begin with \"test\"", offset: 0));
    }

    [TestCase(0u)]
    [TestCase(3u)]
    public void Open_VersionNotSupported_IsRefused(uint version) =>
        Assert.That(() => Open(Patch(TwoSections(), 4, version)), Refuses($"version is {version}", offset: 4));

    [TestCase(65u)]
    [TestCase(uint.MaxValue)]
    public void Open_TooManySections_IsRefused(uint count) => Assert.That(() => Open(Patch(TwoSections(), 8, count)), Refuses("declares", offset: 8));

    [Test]
    public void Open_CountAboveTheSections_IsRefusedAsTruncated() => Assert.That(() => Open(Patch(TwoSections(), 8, 3)), Refuses("truncated"));

    [Test]
    public void Open_CountBelowTheSections_IsRefusedAsTrailingBytes() => Assert.That(() => Open(Patch(TwoSections(), 8, 1)), Refuses("follow the last section"));

    [Test]
    public void Open_SectionTwice_IsRefused()
    {
        // The second section's number, after the preamble and the first section's header and 8 bytes.
        Assert.That(() => Open(Patch(TwoSections(), 12 + 12 + 8, 7)), Refuses("occurs twice", section: 7));
    }

    [TestCase(ulong.MaxValue)]
    [TestCase(1ul << 63)]
    [TestCase(1ul << 40)]
    [TestCase(13ul + 12 + 8)]
    public void Open_SectionLongerThanTheFile_IsRefusedBeforeAllocating(ulong length)
    {
        var bytes = TwoSections();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), length);

        Assert.That(() => Open(bytes), Refuses("truncated", section: 7, offset: 12));
    }

    [Test]
    public void Open_EveryTruncation_IsRefused()
    {
        var bytes = TwoSections();
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = bytes[..length];
            Assert.That(() => Open(part), Throws.InstanceOf<ProofFileException>(), $"{length} bytes");
        }
    }

    [Test]
    public void Section_Missing_SaysWhich()
    {
        using var file = BinarySectionReader.Open(new MemoryStream(TwoSections()), Format);

        Assert.That(file.Contains(2), Is.False);
        Assert.That(() => file.Section(2), Refuses("missing", section: 2));
    }

    [Test]
    public void Take_BeyondTheSection_NeverReadsTheNext()
    {
        using var file = BinarySectionReader.Open(new MemoryStream(TwoSections()), Format);
        using var section = file.Section(7);
        section.ReadUInt32("first");

        Assert.That(() => section.ReadUInt64("second"), Refuses("ends within the second", section: 7, offset: 28));
        Assert.That(() => section.ReadExactly(new byte[5], "third"), Refuses("ends within the third", section: 7));
        Assert.That(section.ExpectEnd, Refuses("4 bytes follow", section: 7));
    }

    [Test]
    public void ReadCount_MoreThanTheSectionHolds_IsRefused()
    {
        using var file = BinarySectionReader.Open(new MemoryStream(TwoSections()), Format);
        using var section = file.Section(7);

        Assert.That(() => section.ReadCount("number of things", 36), Refuses("more than the rest", section: 7));
    }

    [Test]
    public void Writer_SectionNotAsAnnounced_Throws()
    {
        using var writer = new BinarySectionWriter(new MemoryStream(), Format, 1);
        writer.BeginSection(1, 5);
        writer.WriteUInt32(1);

        Assert.That(() => writer.BeginSection(2, 0), Throws.InvalidOperationException);
        Assert.That(writer.Finish, Throws.InvalidOperationException);
        Assert.That(() => writer.WriteUInt32(2), Throws.InvalidOperationException);
    }

    internal static NUnit.Framework.Constraints.IResolveConstraint Refuses(string message, int? section = null, long? offset = null) =>
        Throws.InstanceOf<ProofFileException>().With.Message.Contains(message).And.Matches<ProofFileException>(
            problem => (section is null || problem.Section == section) && (offset is null || problem.Offset == offset));

    private static void Open(byte[] bytes) => BinarySectionReader.Open(new MemoryStream(bytes), Format).Dispose();

    private static byte[] Patch(byte[] bytes, int offset, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
        return bytes;
    }

    private static byte[] TwoSections()
    {
        var stream = new MemoryStream();
        using var writer = new BinarySectionWriter(stream, Format, 2);
        writer.BeginSection(7, 8);
        writer.WriteUInt64(ulong.MaxValue);
        writer.BeginSection(1, 12);
        writer.WriteUInt32(0xdeadbeef);
        writer.WriteUInt64(5);
        writer.Finish();
        return stream.ToArray();
    }

    private static byte[] OneSection(byte[] content)
    {
        var stream = new MemoryStream();
        using var writer = new BinarySectionWriter(stream, Format, 1);
        writer.BeginSection(1, content.Length);
        writer.Write(content);
        writer.Finish();
        return stream.ToArray();
    }
}
