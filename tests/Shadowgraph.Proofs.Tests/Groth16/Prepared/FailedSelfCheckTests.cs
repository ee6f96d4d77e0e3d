using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Prepared;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>Damaged points show by the prover's verification of its proof: the same call proves again with the .zkey file.</summary>
[TestFixture]
[Parallelizable]
public sealed class FailedSelfCheckTests
{
    private static readonly string[] Points =
        [nameof(PreparedSection.A), nameof(PreparedSection.B2), nameof(PreparedSection.C), nameof(PreparedSection.FoldedC), nameof(PreparedSection.H)];

    [TestCaseSource(nameof(Points))]
    public void Prove_DamagedPoints_ProvesAgainWithinTheCall(string section)
    {
        using var world = Prepared(hasFoldedC: section != nameof(PreparedSection.C));
        world.DamagePoint(Enum.Parse<PreparedSection>(section));
        var reports = new List<string>();
        var key = world.Load(reports: reports);
        Assert.That(key.IsPrepared, Is.True, "points are not checked at loading");

        Assert.That(world.Verifies(world.Prove(key)), Is.True);

        Assert.That(world.HasPrepared, Is.False);
        Assert.That(reports, Has.Count.EqualTo(1));
        Assert.That(key.Current.IsPrepared, Is.False);
        var replaced = key.Current;
        Assert.That(world.Verifies(world.Prove(key)), Is.True);
        Assert.That(key.Current, Is.SameAs(replaced));
        Assert.That(reports, Has.Count.EqualTo(1), "nothing was read again");
    }

    [Test]
    public void Prove_ASingleBitOfAPoint_ProvesAgain([Values(0, 17, 40)] int point)
    {
        using var world = Prepared();
        world.ChangeSection(PreparedSection.A, points => points.Span[(64 * point) + 5] ^= 4);
        var key = world.Load();

        Assert.That(world.Verifies(world.Prove(key)), Is.True);
    }

    /// <summary>The point (0, 0) stands for infinity, which no table holds.</summary>
    [TestCaseSource(nameof(Points))]
    public void Prove_ZerosForPoints_ProvesAgain(string section)
    {
        using var world = Prepared(hasFoldedC: section != nameof(PreparedSection.C));
        world.ChangeSection(Enum.Parse<PreparedSection>(section), points => points.Span.Clear());

        Assert.That(world.Verifies(world.Prove(world.Load())), Is.True);
        Assert.That(world.HasPrepared, Is.False);
    }

    [Test]
    public void Prove_DamagedRows_ProvesAgain()
    {
        using var world = Prepared();
        world.ChangeSection(PreparedSection.RowA, rows =>
        {
            var first = rows.Span[..4].ToArray();
            rows.Span[4..8].CopyTo(rows.Span);
            first.CopyTo(rows.Span[4..]);
        });
        var key = world.Load();

        Assert.That(key.IsPrepared, Is.True);
        Assert.That(world.Verifies(world.Prove(key)), Is.True);
    }

    [Test]
    public void BelongsTo_DamagedRows_AsksTheZkey()
    {
        using var world = Prepared();
        world.ChangeSection(PreparedSection.RowA, rows => rows.Span[4..8].CopyTo(rows.Span));
        var key = world.Load();

        Assert.That(key.BelongsTo(world.Made.R1cs), Is.True);
        Assert.That(world.HasPrepared, Is.False);
    }

    [Test]
    public void BelongsTo_AnotherCircuit_IsFalse()
    {
        using var world = Prepared();
        using var other = new ProvingFixture(TestCircuit.Random(12, 200));

        Assert.That(world.Load().BelongsTo(other.R1cs), Is.False);
    }

    [Test]
    public void Prove_WrongWitness_IsRejectedAfterOneReading()
    {
        using var world = Prepared();
        var reports = new List<string>();
        var key = world.Load(reports: reports);
        world.SpoilWitness();

        for (var i = 0; i < 3; i++)
        {
            var failure = Assert.Throws<WitnessRejectedException>(() => world.Prove(key));
            Assert.That(failure!.Reason, Is.EqualTo(WitnessRejection.NotSatisfying));
        }

        Assert.That(reports, Has.Count.EqualTo(1));
    }

    [Test]
    public void Prove_OnManyThreadsWithDamagedPoints_ReadsTheZkeyOnce()
    {
        using var world = Prepared();
        world.DamagePoint(PreparedSection.A);
        var reports = new List<string>();
        var prover = new Groth16Prover(world.Load(reports: reports));
        var proofs = new Groth16Proof[8];

        Parallel.For(0, proofs.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => proofs[i] = prover.Prove(world.Made.Witness));

        Assert.That(proofs.All(world.Verifies), Is.True);
        Assert.That(reports, Has.Count.EqualTo(1));
    }

    [Test]
    public void Prove_Again_ProgressNeverFalls()
    {
        using var world = Prepared();
        world.DamagePoint(PreparedSection.H);
        var progress = new RecordingProgress();

        world.Prove(world.Load(), progress);

        Assert.That(progress.Reports, Is.Ordered.And.Unique);
        Assert.That(progress.Reports[0], Is.Zero);
        Assert.That(progress.Reports[^1], Is.EqualTo(1));
    }

    [Test]
    public void Prove_CancelledBeforeTheZkeyIsRead_IsCancelledAndTheNextCallProves()
    {
        using var world = Prepared();
        world.DamagePoint(PreparedSection.H);
        using var cancellation = new CancellationTokenSource();
        var key = PreparedKeyFile.Load(
            world.ZkeyPath, new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map }, _ => cancellation.Cancel(), CancellationToken.None);

        Assert.That(() => world.Prove(key, cancellation: cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(key.Current, Is.SameAs(key));
        Assert.That(world.Verifies(world.Prove(key)), Is.True);
    }

    [Test]
    public void Prove_DamagedPointsAndTheZkeyIsGone_SaysSo()
    {
        using var world = Prepared();
        world.DamagePoint(PreparedSection.H);
        var key = world.Load();
        File.Delete(world.ZkeyPath);

        Assert.That(() => world.Prove(key), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void Prove_DamagedPointsAndTheZkeyIsDamagedToo_SaysSo()
    {
        using var world = Prepared();
        world.DamagePoint(PreparedSection.H);
        var key = world.Load();
        File.WriteAllBytes(world.ZkeyPath, File.ReadAllBytes(world.ZkeyPath)[..^100]);

        Assert.That(() => world.Prove(key), Throws.TypeOf<ProofFileException>());
    }

    [Test]
    public void Prove_DamagedPointsAndTheZkeyIsAnotherKey_IsRefused()
    {
        using var world = Prepared();
        using var other = new PreparedWorld();
        world.DamagePoint(PreparedSection.H);
        var key = world.Load();
        File.Copy(other.ZkeyPath, world.ZkeyPath, overwrite: true);

        Assert.That(
            () => world.Prove(key), Throws.TypeOf<ProvingKeyException>().With.Property("Reason").EqualTo(ProvingKeyRejection.WrongHash));
    }

    private static PreparedWorld Prepared(bool hasFoldedC = true)
    {
        var world = new PreparedWorld(hasFoldedC);
        world.Prepare();
        return world;
    }
}
