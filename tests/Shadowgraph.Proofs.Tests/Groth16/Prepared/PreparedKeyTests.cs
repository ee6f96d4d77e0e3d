using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>A key loaded by a prepared file is the key of the .zkey file.</summary>
[TestFixture]
[Parallelizable]
public sealed class PreparedKeyTests
{
    private static IEnumerable<TestCircuit> Circuits => [.. TestCircuit.All, TestCircuit.Random(3, 120), TestCircuit.PublicProducts(20)];

    [TestCaseSource(nameof(Circuits))]
    public void Load_Prepared_HasEveryElementOfTheZkey(object circuit)
    {
        using var world = new PreparedWorld((TestCircuit)circuit);
        world.Prepare();
        var plain = world.Load(PreparedKeyUse.Off);
        foreach (var use in new[] { PreparedKeyUse.Map, PreparedKeyUse.Copy })
        {
            var key = world.Load(use);

            Assert.That(key.IsPrepared, Is.True);
            AssertEqual(key.A, plain.A);
            AssertEqual(key.B1, plain.B1);
            AssertEqual(key.B2, plain.B2);
            AssertEqual(key.C, plain.C);
            AssertEqual(key.FoldedC!, plain.FoldedC!);
            AssertEqual(key.H, plain.H);
            Assert.That(key.Rows.Start.ToArray(), Is.EqualTo(plain.Rows.Start.ToArray()));
            Assert.That(key.Rows.Wires.ToArray(), Is.EqualTo(plain.Rows.Wires.ToArray()));
            Assert.That(key.Rows.CoefficientIds.ToArray(), Is.EqualTo(plain.Rows.CoefficientIds.ToArray()));
            Assert.That(key.Rows.Coefficients.ToArray(), Is.EqualTo(plain.Rows.Coefficients.ToArray()));
            Assert.That(key.RowA.ToArray(), Is.EqualTo(plain.RowA.ToArray()));
            Assert.That(key.RowB.ToArray(), Is.EqualTo(plain.RowB.ToArray()));
            Assert.That((key.WireCount, key.DomainSize, key.Beta1, key.Delta1), Is.EqualTo((plain.WireCount, plain.DomainSize, plain.Beta1, plain.Delta1)));
            Assert.That(key.VerifyingKey.Hash, Is.EqualTo(plain.VerifyingKey.Hash));
            Assert.That(key.IsDevelopmentKey, Is.True);
            Assert.That(key.Sha256, Is.EqualTo(world.Hash));
            Assert.That(key.CircuitHash, Is.EqualTo(plain.CircuitHash));
            Assert.That(key.BelongsTo(world.Made.R1cs), Is.True);
            Assert.That(key.Save(Stream.Null), Is.EqualTo(world.Hash));
            Assert.That(world.Verifies(world.Prove(key)), Is.True);
            Assert.That(key.Current, Is.SameAs(key), "the prepared file stays in use");
        }
    }

    [TestCase("edges")]
    [TestCase("multiplier")]
    public void Load_PreparedKeyOfSnarkjs_HasTheContributionsOfTheZkey(string name)
    {
        var made = SnarkjsMade.Get(name);
        var folder = Directory.CreateTempSubdirectory("prepared-").FullName;
        var path = Path.Combine(folder, "key.zkey");
        File.Copy(made.Files.ProvingKey, path);
        ProvingKey.Prepare(path);

        var key = ProvingKey.Load(path, new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map });

        Assert.That(key.IsPrepared, Is.True);
        Assert.That(key.Contributions, Is.EqualTo(made.Key.Contributions));
        Assert.That(key.ListedContributions, Is.EqualTo(made.Key.ListedContributions));
        Assert.That(key.IsDevelopmentKey, Is.False);
        Assert.That(key.FoldedC, Is.Null);
        Assert.That(key.Sha256, Is.EqualTo(made.Key.Sha256));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Load_NotAskedFor_UsesNoPreparedFile()
    {
        using var world = new PreparedWorld();
        world.Prepare();

        Assert.That(ProvingKey.Load(world.ZkeyPath).IsPrepared, Is.False);
        Assert.That(world.Load(PreparedKeyUse.Off).IsPrepared, Is.False);
        var full = new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map, Validation = PointValidation.Full };
        Assert.That(ProvingKey.Load(world.ZkeyPath, full).IsPrepared, Is.False);
        Assert.That(world.HasPrepared, Is.True);
    }

    [Test]
    public void Load_WithoutAPreparedFile_ReadsTheZkeyAndMakesNone()
    {
        using var world = new PreparedWorld();
        var reports = new List<string>();

        Assert.That(world.Load(reports: reports).IsPrepared, Is.False);

        Assert.That(Directory.GetFiles(world.Folder), Is.EqualTo(new[] { world.ZkeyPath }));
        Assert.That(reports, Is.Empty);
    }

    [Test]
    public void Load_PinnedChecksWithoutAHash_AreRefusedWithOrWithoutAPreparedFile()
    {
        using var world = new PreparedWorld();
        world.Prepare();
        var options = new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map, Validation = PointValidation.TrustedBecauseHashIsPinned };

        Assert.That(() => ProvingKey.Load(world.ZkeyPath, options), Throws.ArgumentException);
    }

    [Test]
    public void Load_PreparedOfARefusedKey_IsRefusedByTheRulesOfTheZkey()
    {
        using var world = new PreparedWorld();
        world.Prepare();
        File.WriteAllBytes(world.ZkeyPath, File.ReadAllBytes(CircomFixtureWithoutContribution()));

        Assert.That(
            () => world.Load(), Throws.TypeOf<ProvingKeyException>().With.Property("Reason").EqualTo(ProvingKeyRejection.NoContribution));
    }

    [Test]
    public void Sha256_AfterTheZkeyChanged_IsUnknownInsteadOfWrong()
    {
        using var world = new PreparedWorld();
        world.Prepare();
        var key = world.Load();
        File.AppendAllText(world.ZkeyPath, "x");

        Assert.That(() => key.Sha256, Throws.InstanceOf<IOException>().With.Message.Contains(world.ZkeyPath));
    }

    [Test]
    public void Prepare_Twice_KeepsTheGoodFile()
    {
        using var world = new PreparedWorld();
        world.Prepare();
        var before = File.GetLastWriteTimeUtc(world.PreparedPath);

        world.Prepare();

        Assert.That(File.GetLastWriteTimeUtc(world.PreparedPath), Is.EqualTo(before));
        Assert.That(
            Directory.GetFiles(world.Folder).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "key.zkey", "key.zkey.prepared", "key.zkey.prepared.lock" }));
    }

    private static string CircomFixtureWithoutContribution() => Interop.CircomFixture.Get("multiplier").InitialProvingKey;

    private static void AssertEqual<TField>(PointTable<TField> actual, PointTable<TField> expected)
        where TField : unmanaged, Proofs.Bn254.ICurveField<TField>
    {
        Assert.That(actual.Bases.ToAffine(), Is.EqualTo(expected.Bases.ToAffine()));
        Assert.That(actual.Wires?.ToArray(), Is.EqualTo(expected.Wires?.ToArray()));
    }
}
