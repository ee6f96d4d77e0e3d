using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

public class ProvingKeyTests
{
    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void Save_LoadedCeremonyKey_WritesTheSameFile(string name)
    {
        var made = SnarkjsMade.Get(name);
        using var saved = new MemoryStream();

        var hash = made.Key.Save(saved);

        var original = File.ReadAllBytes(made.Files.ProvingKey);
        Assert.That(saved.ToArray(), Is.EqualTo(original));
        Assert.That(hash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(original))));
        Assert.That(made.Key.Sha256, Is.EqualTo(hash));
    }

    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void Load_CeremonyKey_BelongsToItsCircuitAlone(string name)
    {
        var made = SnarkjsMade.Get(name);

        foreach (var other in CircomFixture.Names)
            Assert.That(made.Key.BelongsTo(SnarkjsMade.Get(other).ReadConstraints()), Is.EqualTo(other == name), other);
    }

    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void Load_FullValidation_AcceptsCeremonyKey(string name)
    {
        using var stream = File.OpenRead(CircomFixture.Get(name).ProvingKey);
        var options = new ProvingKeyReadOptions { Validation = PointValidation.Full };

        Assert.That(ProvingKey.Load(stream, options).Sha256, Is.EqualTo(SnarkjsMade.Get(name).Key.Sha256));
    }

    [Test]
    public void Contributions_OfCeremonyKey_AreListed()
    {
        var key = SnarkjsMade.Get("multiplier").Key;

        Assert.That(key.Contributions, Is.EqualTo(new Contribution[]
        {
            new(ContributionKind.Participant, "first", null, null),
            new(ContributionKind.Participant, "second", null, null),
            new(ContributionKind.Beacon, "beacon", "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", 10),
        }));
        Assert.That(key.IsDevelopmentKey, Is.False);
    }

    [Test]
    public void Load_NoContribution_IsRefused() => VerifyingKeyTests.AssertRefused(
        () => ProvingKey.Load(CircomFixture.Get("multiplier").InitialProvingKey), ProvingKeyRejection.NoContribution);

    /// <summary>
    /// A beacon's value is published, and δ is computed from it: whoever knows δ forges as if there had been no contribution at all.
    /// </summary>
    [TestCase(PointValidation.OnCurve)]
    [TestCase(PointValidation.Full)]
    [TestCase(PointValidation.TrustedBecauseHashIsPinned)]
    public void Load_BeaconAlone_IsRefused(PointValidation validation)
    {
        var bytes = File.ReadAllBytes(CircomFixture.Get("multiplier").BeaconProvingKey);
        var options = new ProvingKeyReadOptions
        {
            Validation = validation,
            ExpectedSha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };

        VerifyingKeyTests.AssertRefused(
            () => ProvingKey.Load(new MemoryStream(bytes), options), ProvingKeyRejection.NoContribution);
    }

    [Test]
    public void Load_WithoutListOfContributions_IsRefused()
    {
        var file = FileSections.Without(File.ReadAllBytes(SnarkjsMade.Get("multiplier").Files.ProvingKey), ZkeyFormat.Contributions);

        VerifyingKeyTests.AssertRefused(() => ProvingKey.Load(new MemoryStream(file)), ProvingKeyRejection.NoContribution);
    }

    [Test]
    public void ListedContributions_OfCeremonyKey_CountsItsKinds()
    {
        var made = SnarkjsMade.Get("multiplier");

        Assert.That(made.Key.ListedContributions, Is.EqualTo(new ListedContributions(Participants: 2, Beacons: 1)));
        Assert.That(made.Key.VerifyingKey.ListedContributions, Is.EqualTo(made.Key.ListedContributions));
        Assert.That(made.VerifyingKey.ListedContributions, Is.Null, "JSON says nothing of a ceremony");
    }

    [Test]
    public void Load_StreamThatCannotSeek_Reads()
    {
        using var stream = new DeflateStream(
            Compress(File.ReadAllBytes(CircomFixture.Get("edges").ProvingKey)), CompressionMode.Decompress);

        Assert.That(ProvingKey.Load(stream).Sha256, Is.EqualTo(SnarkjsMade.Get("edges").Key.Sha256));
    }

    [Test]
    public void Load_Cancelled_Stops()
    {
        using var stream = File.OpenRead(CircomFixture.Get("poseidon").ProvingKey);

        Assert.That(
            () => ProvingKey.Load(stream, null, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Load_ExpectedHash_DecidesWhetherPointsAreTrusted()
    {
        var path = CircomFixture.Get("public").ProvingKey;
        var hash = SnarkjsMade.Get("public").Key.Sha256;
        var trusted = new ProvingKeyReadOptions { Validation = PointValidation.TrustedBecauseHashIsPinned };

        Assert.That(LoadWith(trusted with { ExpectedSha256 = hash.ToUpperInvariant() }).Sha256, Is.EqualTo(hash));
        Assert.That(() => LoadWith(trusted), Throws.ArgumentException);
        VerifyingKeyTests.AssertRefused(
            () => LoadWith(trusted with { ExpectedSha256 = new string('0', 64) }), ProvingKeyRejection.WrongHash);

        ProvingKey LoadWith(ProvingKeyReadOptions options)
        {
            using var stream = File.OpenRead(path);
            return ProvingKey.Load(stream, options);
        }
    }

    [Test]
    public void IsDevelopmentKey_SavedAndLoaded_Survives()
    {
        var made = SnarkjsMade.Get("public");
        var development = new ProvingKey(made.Contents() with { Ceremony = CeremonyRecord.Development });
        using var file = new MemoryStream();
        development.Save(file);
        file.Position = 0;

        var loaded = ProvingKey.Load(file);

        Assert.That(loaded.IsDevelopmentKey && loaded.VerifyingKey.IsDevelopmentKey, Is.True);
        Assert.That(loaded.Contributions, Is.Empty);
        Assert.That(loaded.Sha256, Is.EqualTo(development.Sha256));
        Assert.That(Encoding.ASCII.GetString(file.ToArray()), Does.Contain("DEVELOPMENT KEY"));
        var json = loaded.VerifyingKey.ToJson();
        Assert.That(Encoding.UTF8.GetString(json), Does.Contain("DEVELOPMENT KEY"));
        Assert.That(VerifyingKey.FromJson(json).IsDevelopmentKey, Is.True);
    }

    /// <summary>Who made the key still knows τ, and forges whatever δ became.</summary>
    [Test]
    public void IsDevelopmentKey_ContributedToWithSnarkjs_Survives() => AfterContribution(
        new ProvingKey(SnarkjsMade.Get("public").Contents() with { Ceremony = CeremonyRecord.Development }),
        (_, after) =>
        {
            var key = ProvingKey.Load(after);

            Assert.That(key.IsDevelopmentKey, Is.True);
            Assert.That(key.Contributions.Select(contribution => contribution.Name), Is.EqualTo(new[] { "participant" }));
        });

    /// <summary>A contribution changes δ, and with δ the points that snarkjs does not know.</summary>
    [Test]
    public void FoldedC_ContributedToWithSnarkjs_IsGoneAndTheKeyProves()
    {
        using var proving = new ProvingFixture(TestCircuit.Random(21, 60));
        AfterContribution(proving.Key, (before, after) =>
        {
            var key = ProvingKey.Load(after);

            Assert.That(ProvingKey.Load(before).FoldedC, Is.Not.Null);
            Assert.That(key.FoldedC, Is.Null);
            AssertProves(key, proving);

            // Another program may keep the section, which then has the points for the old δ.
            var section = File.ReadAllBytes(before)[^(BinaryFormat.SectionHeaderLength + (64 * key.WireCount))..];
            byte[] kept = [.. File.ReadAllBytes(after), .. section];
            kept[8]++;
            File.WriteAllBytes(after, kept);
            ProvingKey.Prepare(after);
            foreach (var use in new[] { PreparedKeyUse.Off, PreparedKeyUse.Map })
            {
                var loaded = ProvingKey.Load(after, new ProvingKeyReadOptions { Prepared = use });

                Assert.That(loaded.IsPrepared, Is.EqualTo(use == PreparedKeyUse.Map));
                Assert.That(loaded.FoldedC, Is.Null);
                AssertProves(loaded, proving);
            }
        });
    }

    [Test]
    public void FoldedC_InAKeyOfACeremony_IsIgnored()
    {
        var made = SnarkjsMade.Get("public");
        using var file = new MemoryStream();
        new ProvingKey(made.Contents() with { FoldedC = made.Key.A }).Save(file);
        file.Position = 0;

        var key = ProvingKey.Load(file);

        Assert.That(file.Length, Is.GreaterThan(new FileInfo(made.Files.ProvingKey).Length));
        Assert.That(key.FoldedC, Is.Null);
    }

    [Test]
    public void FoldedC_OfAnotherLength_IsRefused()
    {
        using var proving = new ProvingFixture(TestCircuit.Random(21, 60));
        var bytes = proving.SaveKey()[..^64];
        var length = (proving.Key.WireCount - 1) * 64;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(bytes.Length - length - sizeof(long)), length);

        Assert.That(
            () => ProvingKey.Load(new MemoryStream(bytes)),
            Throws.TypeOf<ProofFileException>().With.Property("Section").EqualTo((int)ZkeyFormat.FoldedC));
    }

    [Test]
    public void FoldedC_PointOffTheCurve_IsRefused()
    {
        using var proving = new ProvingFixture(TestCircuit.Random(21, 60));
        var bytes = proving.SaveKey();
        bytes[^64] ^= 1;

        Assert.That(() => ProvingKey.Load(new MemoryStream(bytes)), Throws.TypeOf<ProofFileException>().With.Message.Contains("folded C"));
    }

    [Test]
    public void CircuitHash_RowsOfPublicSignalsMissing_IsNull()
    {
        var contents = SnarkjsMade.Get("public").Contents();
        var rows = contents.RowA.Span.ToArray();
        rows[rows.AsSpan().LastIndexOfAnyExcept(-1)] = -1;

        Assert.That(new ProvingKey(contents with { RowA = rows }).CircuitHash, Is.Null);
    }

    [Test]
    public void Constructor_InfinityOfBDiffersBetweenGroups_IsRefused()
    {
        var contents = SnarkjsMade.Get("public").Contents();
        var b2 = SnarkjsMade.Changed(
            contents.B2, contents.WireCount, points => points[Array.FindIndex(points, point => !point.IsInfinity)] = default);

        VerifyingKeyTests.AssertRefused(() => _ = new ProvingKey(contents with { B2 = b2 }), ProvingKeyRejection.InvalidPoint);
    }

    [Test]
    public void Load_FullValidation_RefusesPartsThatDisagree()
    {
        var contents = SnarkjsMade.Get("public").Contents();
        var b1 = SnarkjsMade.Changed(contents.B1, contents.WireCount, points =>
        {
            var wire = Array.FindIndex(points, point => !point.IsInfinity);
            points[wire] = -points[wire];
        });
        using var file = new MemoryStream();
        new ProvingKey(contents with { B1 = b1 }).Save(file);

        file.Position = 0;
        Assert.That(() => ProvingKey.Load(file), Throws.Nothing);
        file.Position = 0;
        VerifyingKeyTests.AssertRefused(
            () => ProvingKey.Load(file, new ProvingKeyReadOptions { Validation = PointValidation.Full }), ProvingKeyRejection.InvalidPoint);
    }

    private static MemoryStream Compress(byte[] bytes)
    {
        var result = new MemoryStream();
        using (var deflate = new DeflateStream(result, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(bytes);
        result.Position = 0;
        return result;
    }

    /// <summary>Saves a key, adds a contribution with snarkjs, and checks the files before and after.</summary>
    private static void AfterContribution(ProvingKey key, Action<string, string> check)
    {
        var folder = Directory.CreateTempSubdirectory("development-key-");
        try
        {
            var (before, after) = (Path.Combine(folder.FullName, "before.zkey"), Path.Combine(folder.FullName, "after.zkey"));
            key.Save(before);
            NodeScript.Run("contribute.mjs", before, after);
            check(before, after);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertProves(ProvingKey key, ProvingFixture proving) =>
        Assert.That(new Groth16Verifier(key.VerifyingKey).Verify(new Groth16Prover(key).Prove(proving.Witness), proving.Signals), Is.True);
}
