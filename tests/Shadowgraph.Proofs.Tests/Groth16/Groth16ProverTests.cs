using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Groth16;

public class Groth16ProverTests
{
    private static IEnumerable<TestCircuit> Circuits =>
        [.. TestCircuit.All, .. Enumerable.Range(1, 8).Select(seed => TestCircuit.Random(seed, 5 * seed * seed))];

    [TestCaseSource(nameof(Circuits))]
    public void Prove_SatisfyingWitness_ProofVerifiesForItsSignalsOnly(object circuit)
    {
        using var proving = new ProvingFixture((TestCircuit)circuit);
        Assert.That(proving.Key.FoldedC, Is.Not.Null);
        foreach (var key in proving.BothKeys())
        {
            var proof = new Groth16Prover(key).Prove(proving.Witness);

            var verifier = new Groth16Verifier(proving.Key.VerifyingKey);
            Assert.That(verifier.Verify(proof, proving.Signals));
            for (var i = 0; i < proving.Signals.Length; i++)
            {
                var changed = proving.Signals.ToArray();
                changed[i] += Fr.One;
                Assert.That(verifier.Verify(proof, changed), Is.False, $"public signal {i}");
            }
        }
    }

    [Test]
    public void Prove_OneWitnessTwice_ProofsDiffer()
    {
        using var proving = new ProvingFixture(TestCircuit.All[0]);
        var prover = new Groth16Prover(proving.Key);

        var first = prover.Prove(proving.Witness);
        var second = prover.Prove(proving.Witness);

        Assert.That(second.A, Is.Not.EqualTo(first.A));
        Assert.That(second.B, Is.Not.EqualTo(first.B));
        Assert.That(second.C, Is.Not.EqualTo(first.C));
    }

    [Test]
    public void Prove_OneWitnessOften_NoProofIsAnotherOneScaled()
    {
        // Two proofs from one A and B give e(A, B) in common if only A and B were scaled, A alone if only B was shifted.
        using var proving = new ProvingFixture(TestCircuit.All[0]);
        var prover = new Groth16Prover(proving.Key);
        var proofs = Enumerable.Range(0, 12).Select(_ => prover.Prove(proving.Witness)).ToArray();

        Assert.That(proofs.Select(proof => Pairing.Compute(proof.A, proof.B)), Is.Unique);
        Assert.That(proofs.Select(proof => proof.A).Concat(proofs.Select(proof => -proof.A)), Is.Unique);
        Assert.That(proofs.Select(proof => proof.B).Concat(proofs.Select(proof => -proof.B)), Is.Unique);
    }

    [Test]
    public void Prove_OneKeyOnManyThreads_AllProofsVerify([Values] bool hasFoldedC)
    {
        using var proving = new ProvingFixture(TestCircuit.Random(77, 150));
        var prover = new Groth16Prover(hasFoldedC ? proving.Key : ProvingFixture.WithoutFoldedC(proving.Key));
        var verifier = new Groth16Verifier(proving.Key.VerifyingKey);
        var proofs = new Groth16Proof[24];

        Parallel.For(0, proofs.Length, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
            proofs[i] = prover.Prove(proving.Witness, new Groth16ProverOptions { MaxDegreeOfParallelism = 1 + (i % 3) }));

        Assert.That(proofs.All(proof => verifier.Verify(proof, proving.Signals)));
        Assert.That(proofs.Select(proof => proof.A).Distinct().Count(), Is.EqualTo(proofs.Length));
    }

    /// <summary>More signals than the verifier's tables have room for, by which the prover checks its proof.</summary>
    [Test]
    public void Prove_ThousandPublicSignals_ProofVerifies()
    {
        using var proving = new ProvingFixture(TestCircuit.PublicProducts(1_000));
        var verifier = new Groth16Verifier(proving.Key.VerifyingKey);

        var proof = new Groth16Prover(proving.Key).Prove(proving.Witness);

        Assert.That(verifier.TableBytes, Is.Zero);
        Assert.That(verifier.Verify(proof, proving.Signals), Is.True);
        proving.Signals[500] += Fr.One;
        Assert.That(verifier.Verify(proof, proving.Signals), Is.False);
    }

    [Test]
    public void Prove_AnyUsedWireChanged_WitnessIsRejected()
    {
        using var proving = new ProvingFixture(TestCircuit.Powers("powers", 5));
        foreach (var key in proving.BothKeys())
        {
            var prover = new Groth16Prover(key);
            for (var wire = 1; wire < proving.Witness.Length; wire++)
            {
                var honest = proving.Witness.Values[wire];
                proving.Witness.Mutable[wire] += Fr.One;
                var exception = Assert.Throws<WitnessRejectedException>(() => prover.Prove(proving.Witness), $"wire {wire}");
                proving.Witness.Mutable[wire] = honest;
                Assert.That(exception!.Reason, Is.EqualTo(WitnessRejection.NotSatisfying));
            }

            Assert.DoesNotThrow(() => prover.Prove(proving.Witness));
        }
    }

    [Test]
    public void Prove_WitnessOfAnotherCircuit_IsRejectedByItsLength()
    {
        using var proving = new ProvingFixture(TestCircuit.All[0]);
        using var other = new ProvingFixture(TestCircuit.All[1]);
        using var longer = new Witness(proving.Witness.Length + 1);
        var prover = new Groth16Prover(proving.Key);

        Assert.That(
            Assert.Throws<WitnessRejectedException>(() => prover.Prove(longer))!.Reason, Is.EqualTo(WitnessRejection.WrongLength));
        if (other.Witness.Length != proving.Witness.Length)
            Assert.Throws<WitnessRejectedException>(() => prover.Prove(other.Witness));
    }

    [Test]
    public void Prove_ConstantWireIsNotOne_IsRejected()
    {
        using var proving = new ProvingFixture(TestCircuit.All[0]);
        proving.Witness.Mutable[0] = 2;

        var exception = Assert.Throws<WitnessRejectedException>(() => new Groth16Prover(proving.Key).Prove(proving.Witness));

        Assert.That(exception!.Reason, Is.EqualTo(WitnessRejection.ConstantIsNotOne));
    }

    [Test]
    public void Prove_RejectedWitness_MessageHoldsNoWitnessValue()
    {
        using var proving = new ProvingFixture(TestCircuit.All[0]);
        proving.Witness.Mutable[2] = 987654321;

        var exception = Assert.Throws<WitnessRejectedException>(() => new Groth16Prover(proving.Key).Prove(proving.Witness));

        Assert.That(exception!.ToString(), Does.Not.Contain("987654321"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Prove_AnyDegree_ProgressRisesFromZeroToOne(int degree)
    {
        using var proving = new ProvingFixture(TestCircuit.Random(5, 100));
        var progress = new RecordingProgress();

        new Groth16Prover(proving.Key).Prove(proving.Witness, new Groth16ProverOptions { MaxDegreeOfParallelism = degree }, progress);

        Assert.That(progress.Reports, Is.Ordered.And.Unique);
        Assert.That(progress.Reports[0], Is.Zero);
        Assert.That(progress.Reports[^1], Is.EqualTo(1));
    }

    [Test]
    public void Options_NegativeDegree_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Groth16ProverOptions { MaxDegreeOfParallelism = -1 });

    [Test]
    public void Prove_WithABoundOnScratch_KeepsNoMore([Values(0L, 1L << 30)] long bound)
    {
        using var proving = new ProvingFixture(TestCircuit.Random(7, 300));
        using var pool = new ScratchPool(1L << 30);

        new Groth16Prover(proving.Key, pool).Prove(proving.Witness, new Groth16ProverOptions { MaxRetainedScratch = bound });

        Assert.That(pool.LeasedBytes, Is.Zero);
        Assert.That(pool.RetainedBytes, bound == 0 ? Is.Zero : Is.GreaterThan(0));
    }

    [Test]
    public void Options_NegativeBoundOnScratch_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Groth16ProverOptions { MaxRetainedScratch = -1 });
}
