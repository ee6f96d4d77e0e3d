using System.Buffers.Binary;
using CsCheck;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

public class ZkeyReaderTests
{
    private const int HeaderStart = 12 + 12 + 4 + 12;
    private const int Counts = HeaderStart + 72;

    [Test]
    public void Load_ByteChangedOrFileCut_GivesTypedErrorOrAnotherHash()
    {
        var original = Original();
        var hash = SnarkjsMade.Get("multiplier").Key.Sha256;

        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte[1, 255], Gen.Int[0, 9]).Sample(
            (place, change, kind) =>
            {
                var bytes = kind == 0 ? original[..place] : (byte[])original.Clone();
                if (kind != 0) bytes[place] ^= change;
                try
                {
                    return Load(bytes).Sha256 != hash;
                }
                catch (Exception problem) when (problem is ProofFileException or ProvingKeyException)
                {
                    return true;
                }
            },
            iter: 1500);
    }

    [TestCase("nothing", 0)]
    [TestCase("a preamble", 12)]
    [TestCase("half of it", 3000)]
    public void Load_Truncated_Throws(string what, int length) =>
        Assert.That(() => Load(Original()[..length]), Throws.TypeOf<ProofFileException>(), what);

    [Test]
    public void Load_BytesAfterTheEnd_Throws() =>
        Assert.That(() => Load([.. Original(), 0]), Throws.TypeOf<ProofFileException>().With.Message.Contains("follow"));

    [Test]
    public void Load_AnotherProofSystem_ThrowsSayingSo()
    {
        var bytes = Original();
        bytes[24] = 2;

        Assert.That(() => Load(bytes), Throws.TypeOf<ProofFileException>().With.Message.Contains("Groth16"));
    }

    [TestCase(0, "curve")]
    [TestCase(4, "curve")]
    [TestCase(36, "curve")]
    [TestCase(40, "curve")]
    public void Load_AnotherCurve_ThrowsSayingSo(int place, string named)
    {
        var bytes = Original();
        bytes[HeaderStart + place] ^= 0x10;

        Assert.That(() => Load(bytes), Throws.TypeOf<ProofFileException>().With.Message.Contains(named));
    }

    [TestCase(0, uint.MaxValue)]
    [TestCase(0, 0u)]
    [TestCase(0, 0x7fffffffu)]
    [TestCase(4, uint.MaxValue)]
    [TestCase(4, 1000u)]
    [TestCase(8, 0u)]
    [TestCase(8, 3u)]
    [TestCase(8, 1u << 27)]
    [TestCase(8, 1u << 28)]
    [TestCase(8, 1u << 31)]
    public void Load_CountThatDoesNotFit_ThrowsBeforeAllocating(int place, uint count)
    {
        var bytes = Original();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Counts + place), count);

        var allocated = Allocations.Of(() => Assert.That(() => Load(bytes), Throws.TypeOf<ProofFileException>()));

        Assert.That(allocated, Is.LessThan(8 << 20));
    }

    [Test]
    public void Load_PointOffTheCurve_ThrowsNamingIt()
    {
        var contents = SnarkjsMade.Get("multiplier").Contents();
        contents = contents with
        {
            H = SnarkjsMade.Changed(contents.H, contents.DomainSize, points => points[1] = new G1Affine(points[1].X, points[1].X)),
        };
        using var file = new MemoryStream();
        new ProvingKey(contents).Save(file);

        Assert.That(
            () => Load(file.ToArray()),
            Throws.TypeOf<ProofFileException>().With.Message.Contains("Point 1 of H").And.Property("Section").EqualTo(9));
    }

    [Test]
    public void Load_LastContributionOfAnotherKey_Throws()
    {
        var contents = SnarkjsMade.Get("multiplier").Contents() with { Ceremony = SnarkjsMade.Get("filled").Key.Ceremony };
        using var file = new MemoryStream();
        new ProvingKey(contents).Save(file);

        Assert.That(() => Load(file.ToArray()), Throws.TypeOf<ProofFileException>().With.Message.Contains("contribution"));
    }

    private static byte[] Original() => File.ReadAllBytes(CircomFixture.Get("multiplier").ProvingKey);

    private static ProvingKey Load(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return ProvingKey.Load(stream);
    }
}
