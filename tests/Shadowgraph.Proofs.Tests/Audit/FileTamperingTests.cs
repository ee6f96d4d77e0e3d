using System.Buffers;
using System.Text;
using CsCheck;
using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>Whatever is changed, removed, added or moved in the files of a sink shows.</summary>
[TestFixture]
[Parallelizable]
public sealed class FileTamperingTests
{
    private readonly AuditFolder _folder = new();
    private readonly AuditFolder _keyed = new() { Key = AuditWorld.Key };

    [OneTimeSetUp]
    public void Write()
    {
        _folder.Write(500);
        _folder.Write(100);
        _keyed.Write(300);
        _folder.WriteRefusals(50);
        _keyed.WriteRefusals(50);
        Assert.That(_folder.Files, Has.Length.EqualTo(3));
        Assert.That((_folder.Verify().ToString(), _keyed.Verify().ToString()), Is.EqualTo(("intact", "intact")));
    }

    [OneTimeTearDown]
    public void Clean()
    {
        _folder.Dispose();
        _keyed.Dispose();
    }

    [Test]
    public void AnyByteChanged_IsFound([Values] bool isKeyed)
    {
        var folder = isKeyed ? _keyed : _folder;
        string[] files = [.. folder.Files, folder.HeadPath, folder.RefusalsPath];
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Double.Unit, Gen.Byte).Sample(
            (file, place, value) => Changed(folder, files[file], bytes =>
            {
                var position = (int)(place * bytes.Length);
                if (bytes[position] == value) value++;
                bytes[position] = value;
                return bytes;
            }),
            iter: 60, threads: 1);
    }

    [TestCase(0)]
    [TestCase(1)]
    public void NameWithHalfASurrogatePair_IsFound(int line) => Assert.That(
        Changed(_folder, _folder.Files[0], bytes =>
        {
            var lines = Lines(bytes);
            lines[line] = Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(lines[line]).Replace("\"hash\"", """
                    "\udc00":0,"hash"
                    """, StringComparison.Ordinal));
            return [.. lines.SelectMany(each => each)];
        }),
        Is.True);

    [Test]
    public void AnyLineRemovedDoubledOrMoved_IsFound()
    {
        Gen.Select(Gen.Int[0, 2], Gen.Double.Unit, Gen.Double.Unit, Gen.Int[0, 2]).Sample(
            (file, from, to, how) => Changed(_folder, _folder.Files[file], bytes =>
            {
                var lines = Lines(bytes);
                var line = lines[(int)(from * lines.Count)];
                if (how != 1) lines.Remove(line);
                if (how > 0) lines.Insert((int)(to * lines.Count), line);
                if (how == 2 && lines.SelectMany(each => each).SequenceEqual(bytes)) lines.Reverse();
                return [.. lines.SelectMany(each => each)];
            }),
            iter: 50, threads: 1);
    }

    [Test]
    public void AnyFileRemovedCutOrSwapped_IsFound()
    {
        foreach (var file in _folder.Files.Skip(1))
        {
            Assert.That(Changed(_folder, file, _ => null), Is.True, file);
            Assert.That(Changed(_folder, file, _ => []), Is.True, file);
            Assert.That(Changed(_folder, file, bytes => bytes[..^200]), Is.True, file);
            Assert.That(Changed(_folder, file, _ => File.ReadAllBytes(_folder.Files[0])), Is.True, file);
        }

        Assert.That(Changed(_folder, _folder.HeadPath, _ => null), Is.True);
        Assert.That(Changed(_folder, _folder.RefusalsPath, _ => null), Is.True);
        Assert.That(Changed(_folder, Path.Combine(_folder.Path, "refusals.head"), _ => null), Is.True);
    }

    [Test]
    public void BeginningCutOff_IsFound([Values] bool isKeyed)
    {
        var folder = isKeyed ? _keyed : _folder;
        Assert.That(Changed(folder, folder.Files[0], _ => null), Is.True, "the first file removed");
        Assert.That(
            Changed(folder, folder.Files[0], bytes =>
            {
                // As if it had always begun with the third entry: with an anchor that fits.
                var lines = Lines(bytes);
                var second = AuditLine.Read(lines[2], AuditSeries.Main)!;
                var first = new ArrayBufferWriter<byte>();
                AuditLine.WriteFirst(first, new AuditAnchor(second.Sequence, second.Digest), isKeyed);
                return [.. first.WrittenSpan, .. lines.Skip(3).SelectMany(line => line)];
            }),
            Is.True, "the first lines removed, and the anchor made anew");
    }

    [Test]
    public void BeginningCutOff_WhereASinkHasDeletedOldFilesItself_IsFoundToo()
    {
        using var folder = new AuditFolder { Key = AuditWorld.Key };
        folder.Write(2_000, maxFiles: 3);
        Assert.That(folder.Verify().ToString(), Is.EqualTo("intact"));

        File.Delete(folder.Files[0]);

        Assert.That(folder.Verify().Faults.Single(), Does.StartWith("The beginning is cut off"));
    }

    [Test]
    public void BeginningCutOff_WithANoteSealedWithoutTheKey_IsFound()
    {
        using var folder = new AuditFolder { Key = AuditWorld.Key };
        folder.Write(500);
        var second = new AuditFileSeries(new AuditFiles(folder.Path), AuditSeries.Main).ReadAnchor(2)!.Value;
        var end = folder.Verify().Head;
        File.Delete(folder.Files[0]);
        using (var head = File.OpenWrite(folder.HeadPath))
            new AuditHeadNote(end, 2, 2, second, WasMissing: false).Write(head, new AuditChain(default, AuditSeries.Main));

        Assert.That(folder.Verify().Faults, Has.Some.StartsWith("There is no readable audit.head"));
    }

    [Test]
    public void WhateverTheFilesHold_TheCheckEndsAndFindsIt()
    {
        Gen.Byte.Array[0, 20_000].Sample(
            junk => Changed(_folder, _folder.Files[1], bytes => [.. bytes[..1_000], .. junk, .. bytes[1_000..]]) || junk.Length == 0,
            iter: 20, threads: 1);
    }

    [Test]
    public void Verify_HeedsItsCancellation() => Assert.That(
        () => AuditVerifier.VerifyFiles(_folder.Path, default, new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    private static List<byte[]> Lines(byte[] bytes)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start) + 1;
            lines.Add(bytes[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Changes a file, looks, and puts it back.</summary>
    /// <returns>Whether the change was found.</returns>
    private static bool Changed(AuditFolder folder, string file, Func<byte[], byte[]?> change)
    {
        var before = File.ReadAllBytes(file);
        try
        {
            if (change([.. before]) is { } after) File.WriteAllBytes(file, after);
            else File.Delete(file);
            return !folder.Verify().IsIntact;
        }
        finally
        {
            File.WriteAllBytes(file, before);
        }
    }
}
