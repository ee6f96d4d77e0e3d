using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Groth16.Setup;

public class Groth16SetupTests
{
    private static readonly R1cs Circuit = ConstraintSystem.Compile(TestCircuit.Random(4, 40)).R1cs;

    // Constraints, one public signal and the constant wire must find a place each.
    [TestCase(1, 4)]
    [TestCase(2, 4)]
    [TestCase(3, 8)]
    [TestCase(14, 16)]
    [TestCase(15, 32)]
    public void CreateDevelopmentKey_Constraints_DomainIsTheSmallestThatHoldsThem(int constraints, int domainSize)
    {
        var r1cs = ConstraintSystem.Compile(TestCircuit.Powers("powers", constraints)).R1cs;

        Assert.That(r1cs.ConstraintCount, Is.EqualTo(constraints));
        Assert.That(Groth16Setup.CreateDevelopmentKey(r1cs).DomainSize, Is.EqualTo(domainSize));
    }

    [Test]
    public void CreateDevelopmentKey_AnyCircuit_KeySaysWhatItIsAndFits()
    {
        var key = Groth16Setup.CreateDevelopmentKey(Circuit);

        Assert.That(key.IsDevelopmentKey);
        Assert.That(key.VerifyingKey.IsDevelopmentKey);
        Assert.That(key.Contributions, Is.Empty);
        Assert.That(key.BelongsTo(Circuit));
        Assert.That(key.BelongsTo(ConstraintSystem.Compile(TestCircuit.Random(6, 40)).R1cs), Is.False);
    }

    [Test]
    public void CreateDevelopmentKey_SavedAndLoaded_PassesFullValidation()
    {
        using var file = new MemoryStream();
        Groth16Setup.CreateDevelopmentKey(Circuit).Save(file);
        file.Position = 0;

        var loaded = ProvingKey.Load(file, new ProvingKeyReadOptions { Validation = PointValidation.Full });

        Assert.That(loaded.IsDevelopmentKey);
        Assert.That(loaded.BelongsTo(Circuit));
    }

    private static IEnumerable<TestCircuit> Circuits => [.. TestCircuit.All, TestCircuit.Random(4, 40), TestCircuit.PublicProducts(5)];

    /// <summary>Computed from the key's other points and the C sides of the constraints, without the secrets.</summary>
    [TestCaseSource(nameof(Circuits))]
    public void CreateDevelopmentKey_FoldedC_IsCLessItsPartOfTheQuotient(object circuit)
    {
        var r1cs = ConstraintSystem.Compile((TestCircuit)circuit).R1cs;
        var key = Groth16Setup.CreateDevelopmentKey(r1cs);
        var domain = EvaluationDomain.For(int.Log2(key.DomainSize));
        var firstPrivate = r1cs.PublicCount + 1;
        var (c, h) = (key.C.Expand(firstPrivate, r1cs.WireCount), key.H.Expand(0, key.DomainSize));
        var folded = key.FoldedC!.Expand(0, r1cs.WireCount);
        for (var wire = 0; wire < r1cs.WireCount; wire++)
        {
            var column = new Fr[domain.Size];
            for (var i = 0; i < r1cs.ConstraintCount; i++)
            {
                var row = r1cs.RowC[i];
                for (var k = r1cs.Rows.Start[row]; k < r1cs.Rows.Start[row + 1]; k++)
                {
                    if (r1cs.Rows.Wires[k] == wire) column[i] += r1cs.Rows.CoefficientAt(k);
                }
            }

            domain.MoveToOddPoints(column, Parallelism.Sequential);
            var expected = wire < firstPrivate ? G1Jacobian.Infinity : c[wire - firstPrivate];
            for (var i = 0; i < column.Length; i++) expected = expected.Add(((G1Jacobian)h[i]).Multiply(-column[i]));

            Assert.That(folded[wire], Is.EqualTo(expected.ToAffine()), $"wire {wire}");
        }
    }

    [Test]
    public void CreateDevelopmentKey_SavedAndLoaded_KeepsFoldedC()
    {
        var key = Groth16Setup.CreateDevelopmentKey(Circuit);
        using var file = new MemoryStream();
        key.Save(file);
        file.Position = 0;

        var loaded = ProvingKey.Load(file);

        Assert.That(loaded.FoldedC!.Expand(0, key.WireCount), Is.EqualTo(key.FoldedC!.Expand(0, key.WireCount)));
        Assert.That(loaded.Sha256, Is.EqualTo(key.Sha256));
    }

    [Test]
    public void CreateDevelopmentKey_Twice_SecretsDiffer()
    {
        var first = Groth16Setup.CreateDevelopmentKey(Circuit);
        var second = Groth16Setup.CreateDevelopmentKey(Circuit);

        Assert.That(second.Alpha1, Is.Not.EqualTo(first.Alpha1));
        Assert.That(second.Beta1, Is.Not.EqualTo(first.Beta1));
        Assert.That(second.Delta1, Is.Not.EqualTo(first.Delta1));
        Assert.That(second.H.Bases[0], Is.Not.EqualTo(first.H.Bases[0]));
    }

    [Test]
    public void CreateDevelopmentKey_OneThreadOrMany_ProgressRisesFromZeroToOne([Values(1, 3)] int degree)
    {
        var progress = new RecordingProgress();

        Groth16Setup.CreateDevelopmentKey(Circuit, new Groth16SetupOptions { MaxDegreeOfParallelism = degree }, progress);

        Assert.That(progress.Reports, Is.Ordered.And.Unique);
        Assert.That(progress.Reports[0], Is.Zero);
        Assert.That(progress.Reports[^1], Is.EqualTo(1));
    }

    [Test]
    public void Secrets_Drawn_AreDistinctNonzeroAndOutsideTheDomains()
    {
        var domain = EvaluationDomain.For(3);
        using var pool = new ScratchPool(1 << 20);
        using var secrets = Groth16SetupSecrets.Draw(domain, pool);

        Fr[] drawn = [secrets.Tau, secrets.Alpha, secrets.Beta, secrets.Delta];
        Assert.That(drawn, Is.Unique);
        Assert.That(drawn, Has.None.EqualTo(Fr.Zero).And.None.EqualTo(Fr.One));
        Assert.That(secrets.Tau.Pow(16), Is.Not.EqualTo(Fr.One));
        Assert.That(secrets.Delta * secrets.DeltaInverse, Is.EqualTo(Fr.One));
    }

    [Test]
    public void Secrets_Disposed_AreZeroed()
    {
        using var pool = new ScratchPool(1 << 20);
        var secrets = Groth16SetupSecrets.Draw(EvaluationDomain.For(3), pool);
        secrets.Dispose();

        using var reused = pool.Rent<Fr>(8);
        Assert.That(pool.RetainedBytes, Is.Zero, "the same block should come back");
        Assert.That(reused.Span.ContainsAnyExcept(Fr.Zero), Is.False);
        Assert.Throws<ObjectDisposedException>(() => _ = secrets.Tau);
    }

    [Test]
    public void Options_NegativeDegree_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Groth16SetupOptions { MaxDegreeOfParallelism = -1 });
}
