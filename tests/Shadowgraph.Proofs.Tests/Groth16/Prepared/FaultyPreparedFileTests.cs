using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Prepared;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>A damaged, stale or foreign file is removed, and the .zkey file is read instead.</summary>
[TestFixture]
[Parallelizable]
public sealed class FaultyPreparedFileTests
{
    private const int HashOffset = PreparedFormat.PageLength - PreparedFormat.HashLength;

    [Test]
    public void Load_CutShort_DropsTheFile([Values(0, 1, 100, 4095, 4096, 4097, 8192, -4096, -1)] int length)
    {
        using var world = Prepared();
        world.Change(bytes => length >= 0 ? bytes[..length] : bytes[..(bytes.Length + length)]);

        AssertDropped(world);
    }

    [Test]
    public void Load_WithBytesBehind_DropsTheFile()
    {
        using var world = Prepared();
        world.Change(bytes => [.. bytes, 0]);

        AssertDropped(world);
    }

    [Test]
    public void Load_ABitOfTheHeaderChanged_DropsTheFile()
    {
        using var world = Prepared();
        var good = File.ReadAllBytes(world.PreparedPath);
        var places = Enumerable.Range(0, 256).Concat(Enumerable.Range(0, 60).Select(i => 256 + (i * 64))).Append(HashOffset).Append(4095);
        foreach (var place in places)
        {
            File.WriteAllBytes(world.PreparedPath, good);
            world.Change(bytes =>
            {
                bytes[place] ^= (byte)(1 << (place % 8));
                return bytes;
            });
            AssertDropped(world);
        }
    }

    [TestCase("version", 8)]
    [TestCase("count", 12)]
    [TestCase("layout", 16)]
    [TestCase("length of the .zkey", 48)]
    [TestCase("time of the .zkey", 56)]
    [TestCase("digest of the .zkey", 64)]
    public void Load_HeaderOfAnotherKind_DropsTheFile(string field, int offset)
    {
        using var world = Prepared();
        world.Change(bytes => Sealed(bytes, () => bytes[offset]++));

        AssertDropped(world, field);
    }

    /// <summary>The first version's headers had another hash.</summary>
    [Test]
    public void Load_HeaderOfAnotherVersionWithAnotherHash_SaysTheVersion()
    {
        using var world = Prepared();
        world.Change(bytes =>
        {
            bytes[8]--;
            return bytes;
        });
        var reports = new List<string>();

        Assert.That(world.Load(reports: reports).IsPrepared, Is.False);
        Assert.That(reports, Is.EqualTo(new[] { "the file is of another version of the format" }));
    }

    [TestCaseSource(nameof(Sections))]
    public void Load_ImpossibleLengthOfASection_DropsTheFile(object section)
    {
        using var world = Prepared();
        var good = File.ReadAllBytes(world.PreparedPath);
        foreach (var length in new[] { -1, 1, 4, 64, 96, long.MinValue, int.MaxValue, 1L << 31, 1L << 40, long.MaxValue, long.MaxValue - 4095 })
        {
            var place = 128 + ((int)section * sizeof(long));
            if (BinaryPrimitives.ReadInt64LittleEndian(good.AsSpan(place)) == length) continue;
            File.WriteAllBytes(world.PreparedPath, good);
            world.Change(bytes => Sealed(bytes, () => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(place), length)));
            AssertDropped(world, $"{length}");
        }
    }

    [TestCase(PreparedSectionName.RowStart)]
    [TestCase(PreparedSectionName.RowWires)]
    [TestCase(PreparedSectionName.RowCoefficients)]
    [TestCase(PreparedSectionName.RowA)]
    [TestCase(PreparedSectionName.RowB)]
    [TestCase(PreparedSectionName.WiresOfA)]
    [TestCase(PreparedSectionName.WiresOfB)]
    [TestCase(PreparedSectionName.WiresOfC)]
    [TestCase(PreparedSectionName.WiresOfFoldedC)]
    public void Load_AnIndexOutOfRange_DropsTheFile(PreparedSectionName name)
    {
        var section = Enum.Parse<PreparedSection>(name.ToString());
        using var world = Prepared();
        var good = File.ReadAllBytes(world.PreparedPath);
        foreach (var index in new[] { int.MinValue, -2, 1 << 20, int.MaxValue })
        {
            foreach (var place in new[] { 0, 1, 7, -1 })
            {
                File.WriteAllBytes(world.PreparedPath, good);
                world.ChangeSection(section, bytes =>
                {
                    var indices = MemoryMarshal.Cast<byte, int>(bytes.Span);
                    Assert.That(indices.Length, Is.GreaterThan(8), "the circuit must have such a section");
                    indices[place >= 0 ? place : indices.Length - 1] = index;
                });
                AssertDropped(world, $"{index} at {place}");
            }
        }
    }

    [Test]
    public void Load_FoldedCWhereTheZkeyHasNone_DropsTheFile()
    {
        // A file with all that the section needs, on which only the .zkey file decides.
        using var world = new PreparedWorld(hasFoldedC: false);
        world.Prepare();
        world.Change(bytes =>
        {
            var header = PreparedHeader.Read(bytes);
            header.Lengths[(int)PreparedSection.WiresOfFoldedC] = sizeof(int);
            header.Lengths[(int)PreparedSection.FoldedC] = 64;
            var longer = bytes.Concat(new byte[2 * PreparedFormat.PageLength]).ToArray();
            header.ToBytes().CopyTo(longer, 0);
            return longer;
        });
        var reports = new List<string>();

        Assert.That(world.Load(reports: reports).IsPrepared, Is.False);
        Assert.That(reports, Is.EqualTo(new[] { "section FoldedC has an impossible length of 64 bytes" }));
    }

    [Test]
    public void Load_APublicWireAmongThoseOfC_DropsTheFile()
    {
        using var world = Prepared();
        world.ChangeSection(PreparedSection.WiresOfC, bytes => bytes.Span[..4].Clear());

        AssertDropped(world);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Load_ACoefficientNotBelowTheModulus_DropsTheFile(int index)
    {
        using var world = Prepared();
        world.ChangeSection(PreparedSection.Coefficients, bytes => bytes.Span.Slice(32 * index, 32).Fill(0xff));

        AssertDropped(world);
    }

    [Test]
    public void Load_OneAndMinusOneExchanged_DropsTheFile()
    {
        using var world = Prepared();
        world.ChangeSection(PreparedSection.Coefficients, bytes =>
        {
            byte[] one = [.. bytes.Span[..32]];
            bytes.Span[32..64].CopyTo(bytes.Span);
            one.CopyTo(bytes.Span[32..]);
        });

        AssertDropped(world);
    }

    [Test]
    public void Load_ZkeyWrittenSince_DropsTheFile()
    {
        using var world = Prepared();
        File.SetLastWriteTimeUtc(world.ZkeyPath, File.GetLastWriteTimeUtc(world.ZkeyPath).AddSeconds(1));

        AssertDropped(world);
    }

    /// <summary>64 samples of 1024 bytes, the last at the file's end.</summary>
    [Test]
    public void Load_ZkeyWithTheSameTimeAndLengthAndAnotherByteInASample_DropsTheFile(
        [Values(1, 13, 31, 57)] int sample, [Values(0, 500, 1023)] int place)
    {
        using var world = Prepared();
        var time = File.GetLastWriteTimeUtc(world.ZkeyPath);
        var bytes = File.ReadAllBytes(world.ZkeyPath);
        bytes[(int)((bytes.Length - 1024L) * sample / 63) + place] ^= 1;
        File.WriteAllBytes(world.ZkeyPath, bytes);
        File.SetLastWriteTimeUtc(world.ZkeyPath, time);

        try
        {
            Assert.That(world.Load().IsPrepared, Is.False);
        }
        catch (Exception e) when (e is Proofs.Files.ProofFileException or ProvingKeyException)
        {
            // Damage that the reader of the .zkey file finds.
        }

        Assert.That(world.HasPrepared, Is.False);
    }

    [Test]
    public void Load_OfAnotherKey_DropsTheFile()
    {
        using var world = Prepared();
        using var other = new PreparedWorld();
        File.Copy(world.PreparedPath, other.PreparedPath);

        AssertDropped(other);
    }

    private static IEnumerable<object> Sections => Enum.GetValues<PreparedSection>().Cast<object>();

    private static PreparedWorld Prepared()
    {
        // Sums without a constant leave wires without points, so that no table of wires is left out.
        var world = new PreparedWorld();
        world.Prepare();
        return world;
    }

    /// <summary>Changes a header as a writer would, with the right hash.</summary>
    private static byte[] Sealed(byte[] bytes, Action change)
    {
        change();
        Keccak256.Hash(bytes.AsSpan(0, HashOffset), bytes.AsSpan(HashOffset, PreparedFormat.HashLength));
        return bytes;
    }

    private static void AssertDropped(PreparedWorld world, string what = "")
    {
        var reports = new List<string>();
        Assert.That(world.Load(reports: reports).IsPrepared, Is.False, what);
        Assert.That(world.HasPrepared, Is.False, what);
        Assert.That(reports, Has.Count.EqualTo(1), what);
    }
}

/// <summary>Names of sections with indices, for public test cases.</summary>
public enum PreparedSectionName
{
    RowStart,
    RowWires,
    RowCoefficients,
    RowA,
    RowB,
    WiresOfA,
    WiresOfB,
    WiresOfC,
    WiresOfFoldedC,
}
