using System.IO.Compression;
using System.Text;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Files;

/// <summary>What is found in the place of a file is named, so that whoever sees the message knows what to do.</summary>
[TestFixture]
public sealed class ForeignFileTests
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["gzip"] = Gzip(CaseFiles.Read("mult.zkey")),
        ["Zstandard"] = [0x28, 0xb5, 0x2f, 0xfd, .. new byte[40]],
        ["ZIP archive"] = [0x50, 0x4b, 3, 4, .. new byte[40]],
        ["git-lfs"] = Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
        ["HTML"] = Encoding.ASCII.GetBytes("\n<!DOCTYPE html><html><body>404</body></html>"),
        [".ptau"] = [.. "ptau"u8, 1, 0, 0, 0, 11, 0, 0, 0, .. new byte[40]],
        ["WebAssembly"] = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0, .. new byte[40]],
        ["UTF-16"] = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{\"protocol\":\"groth16\"}")],
    };

    private static IEnumerable<string> Kinds => Files.Keys;

    [TestCaseSource(nameof(Kinds))]
    public void Read_SomethingElse_NamesIt(string kind) => Assert.Multiple(() =>
    {
        var bytes = Files[kind];
        Assert.That(() => ProvingKey.Load(new MemoryStream(bytes)), Names(kind));
        Assert.That(() => R1cs.Read(new ForwardOnlyStream(bytes)), Names(kind));
        Assert.That(() => Witness.Read(new MemoryStream(bytes)), Names(kind));
        Assert.That(() => VerifyingKey.FromJson(bytes), Names(kind));
        Assert.That(() => Groth16Proof.FromJson(bytes), Names(kind));
        Assert.That(() => PublicSignals.FromJson(bytes), Names(kind));
    });

    [Test]
    public void Read_Utf16WithoutAMark_IsNamed() => Assert.Multiple(() =>
    {
        Assert.That(() => PublicSignals.FromJson(Encoding.Unicode.GetBytes("[\"1\"]")), Names("UTF-16"));
        Assert.That(() => PublicSignals.FromJson(Encoding.BigEndianUnicode.GetBytes("[\"1\"]")), Names("UTF-16"));
    });

    [Test]
    public void Read_Utf8WithAMark_IsReadAndPlacesCountIt()
    {
        Assert.That(PublicSignals.FromJson([0xef, 0xbb, 0xbf, .. "[\"7\"]"u8]), Has.Length.EqualTo(1));
        Assert.That(
            () => PublicSignals.FromJson([0xef, 0xbb, 0xbf, .. "[\"x\"]"u8]),
            Throws.TypeOf<ProofFileException>().With.Property(nameof(ProofFileException.Offset)).EqualTo(4));
    }

    [TestCase("{\"\\ud800\":1}")]
    [TestCase("{\"\\udc00\\ud800\":1}")]
    [TestCase("{\"protocol\":\"\\ud800\"}")]
    [TestCase("{\"curve\":\"\\ud800\"}")]
    [TestCase("{\"format\":\"\\ud800\"}")]
    [TestCase("{\"proof\":{\"\\ud800\":1}}")]
    public void Read_HalfASurrogatePair_IsRefusedAsDocumented(string json) => AssertRefusedByAll(Encoding.UTF8.GetBytes(json));

    [TestCase("{\"?\":1}")]
    [TestCase("{\"protocol\":\"?\"}")]
    [TestCase("{\"format\":\"?\"}")]
    [TestCase("[\"?\"]")]
    public void Read_BytesThatAreNoText_AreRefusedAsDocumented(string json)
    {
        var bytes = Encoding.ASCII.GetBytes(json);
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xff;

        AssertRefusedByAll(bytes);
    }

    private static void AssertRefusedByAll(byte[] json) => Assert.Multiple(() =>
    {
        Assert.That(() => VerifyingKey.FromJson(json), Throws.TypeOf<ProofFileException>());
        Assert.That(() => Groth16Proof.FromJson(json), Throws.TypeOf<ProofFileException>());
        Assert.That(() => PublicSignals.FromJson(json), Throws.TypeOf<ProofFileException>());
        Assert.That(() => ReputationProof.FromJson(json), Throws.TypeOf<ProofFileException>());
        Assert.That(() => RegistryOpening.FromJson(json), Throws.TypeOf<RegistryOpeningException>());
        Assert.That(() => AttestationJson.Read(json), Throws.TypeOf<InvalidAttestationException>());
    });

    private static NUnit.Framework.Constraints.ContainsConstraint Names(string kind) =>
        Throws.TypeOf<ProofFileException>().With.Message.Contains(kind);

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionMode.Compress)) stream.Write(content);
        return compressed.ToArray();
    }
}
