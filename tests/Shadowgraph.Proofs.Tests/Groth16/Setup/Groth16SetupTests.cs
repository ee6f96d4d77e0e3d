using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Memory;

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
