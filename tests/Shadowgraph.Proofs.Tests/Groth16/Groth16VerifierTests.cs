using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Interop;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Groth16;

internal sealed class Groth16VerifierTests
{
    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void Verify_SnarkjsProof_Accepts(string name)
    {
        var made = SnarkjsMade.Get(name);

        Assert.That(made.Verifier.Verify(made.Proof, made.Signals), Is.True);
    }

    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void Verify_AnySignalChangedByOne_Refuses(string name)
    {
        var made = SnarkjsMade.Get(name);
        for (var i = 0; i < made.Signals.Length; i++)
        {
            foreach (Fr change in (Fr[])[1, -1])
            {
                Fr[] signals = [.. made.Signals];
                signals[i] += change;
                Assert.That(made.Verifier.Verify(made.Proof, signals), Is.False, $"signal {i}");
            }
        }
    }

    [Test]
    public void Verify_OtherNumberOfSignals_Refuses()
    {
        var made = SnarkjsMade.Get("public");

        Assert.That(made.Verifier.Verify(made.Proof, made.Signals.AsSpan(1)), Is.False);
        Assert.That(made.Verifier.Verify(made.Proof, [.. made.Signals, Fr.Zero]), Is.False);
        Assert.That(made.Verifier.Verify(made.Proof, []), Is.False);
    }

    /// <summary>More than tables have room for; they would take 2.6 GB, and more bytes than an int counts.</summary>
    [Test]
    public void Verify_KeyOfThirtyThousandSignals_TellsRightFromWrong()
    {
        const int Count = 30_000;
        var ic = new Fr[Count + 1];
        Array.Fill(ic, Fr.RandomNonzero());
        var key = new TrapdoorKey(ic);
        Fr[] signals = [.. Enumerable.Range(0, Count).Select(i => new Fr((ulong)i) - new Fr(7))];
        var verifier = new Groth16Verifier(key.VerifyingKey);
        var proof = key.Prove(signals);

        Assert.That(verifier.TableBytes, Is.Zero);
        Assert.That(verifier.Verify(proof, signals), Is.True);
        Assert.That(verifier.VerifyBatch([new(proof, signals), new(proof, signals)]).Invalid, Is.Empty);
        signals[^1] += Fr.One;
        Assert.That(verifier.Verify(proof, signals), Is.False);
    }

    [Test]
    public void AreAllValid_OneWrong_IsFalse()
    {
        var made = SnarkjsMade.Get("public");
        ProofWithSignals good = new(made.Proof, made.Signals);
        ProofWithSignals bad = new(made.Proof, (Fr[])[.. made.Signals.Select(signal => signal + Fr.One)]);

        Assert.That(made.Verifier.AreAllValid([good, good, good]), Is.True);
        Assert.That(made.Verifier.AreAllValid([good, bad, good]), Is.False);
        Assert.That(made.Verifier.AreAllValid([good, good with { PublicSignals = made.Signals.AsMemory(1) }]), Is.False);
    }

    [Test]
    public void Verify_ProofOfAnotherKey_Refuses()
    {
        var made = SnarkjsMade.Get("multiplier");
        var other = SnarkjsMade.Get("filled");
        Assume.That(made.Signals, Has.Length.EqualTo(other.Signals.Length));

        Assert.That(made.Verifier.Verify(other.Proof, other.Signals), Is.False);
    }

    [Test]
    public void Verify_PointsOutsideTheirGroups_Refuses()
    {
        var made = SnarkjsMade.Get("public");
        var (a, b, c) = (made.Proof.A, made.Proof.B, made.Proof.C);
        var offCurve1 = new G1Affine(a.X, a.Y + Fp.One);
        var offCurve2 = new G2Affine(b.X, b.Y + Fp2.One);

        Assert.Multiple(() =>
        {
            Refuses(new Groth16Proof(default, b, c), "A at infinity");
            Refuses(new Groth16Proof(a, default, c), "B at infinity");
            Refuses(new Groth16Proof(a, b, default), "C at infinity");
            Refuses(new Groth16Proof(offCurve1, b, c), "A off the curve");
            Refuses(new Groth16Proof(a, b, offCurve1), "C off the curve");
            Refuses(new Groth16Proof(a, offCurve2, c), "B off the curve");
            Refuses(new Groth16Proof(a, OutsidePoints.OutsideSubgroup, c), "B outside the subgroup");
            Refuses(new Groth16Proof(-a, b, c), "A negated");
            Refuses(new Groth16Proof(c, b, a), "A and C swapped");
        });

        void Refuses(Groth16Proof proof, string what) => Assert.That(made.Verifier.Verify(proof, made.Signals), Is.False, what);
    }

    /// <summary>B plus a point of small order pairs to the same value in a naive verifier; only the subgroup check tells.</summary>
    [Test]
    public void Verify_BShiftedOutOfTheSubgroup_Refuses()
    {
        var made = SnarkjsMade.Get("public");
        var cofactorPart = ((G2Jacobian)OutsidePoints.OutsideSubgroup).Multiply(-Fr.One).Add(OutsidePoints.OutsideSubgroup).ToAffine();
        Assume.That(cofactorPart.IsOnCurve() && !G2.IsInSubgroup(cofactorPart));
        var shifted = ((G2Jacobian)made.Proof.B).Add(cofactorPart).ToAffine();

        Assert.That(made.Verifier.Verify(new Groth16Proof(made.Proof.A, shifted, made.Proof.C), made.Signals), Is.False);
    }

    [Test]
    public void Verify_RerandomisedProof_Accepts()
    {
        var made = SnarkjsMade.Get("public");
        var factor = Fr.Random();
        var proof = new Groth16Proof(
            ((G1Jacobian)made.Proof.A).Multiply(factor).ToAffine(),
            ((G2Jacobian)made.Proof.B).Multiply(factor.Inverse()).ToAffine(),
            made.Proof.C);

        Assert.That(made.Verifier.Verify(proof, made.Signals), Is.True);
    }

    [TestCase(new int[0])]
    [TestCase(new[] { 0 })]
    [TestCase(new[] { 19 })]
    [TestCase(new[] { 3, 4, 11 })]
    public void VerifyBatch_SomeWrong_NamesExactlyThem(int[] wrong)
    {
        var made = SnarkjsMade.Get("public");
        var batch = Enumerable.Range(0, 20).Select(i => new ProofWithSignals(made.Proof, made.Signals)).ToArray();
        foreach (var place in wrong)
        {
            Fr[] signals = [.. made.Signals];
            signals[place % signals.Length] += 1;
            batch[place] = batch[place] with { PublicSignals = signals };
        }

        var outcome = made.Verifier.VerifyBatch(batch);

        Assert.That(outcome.Invalid, Is.EqualTo(wrong));
        Assert.That(outcome.AllValid, Is.EqualTo(wrong.Length == 0));
    }

    /// <summary>Single verification judges the same proofs, some with changed points, in every form of the arithmetic.</summary>
    [Test]
    public void VerifyBatch_InEveryForm_AgreesWithVerify([Values] InstructionSet form)
    {
        if (!InstructionSets.IsSupported(form)) Assert.Ignore("This processor has no such instructions.");
        var made = SnarkjsMade.Get("public");
        var (a, b, c) = (made.Proof.A, made.Proof.B, made.Proof.C);
        Groth16Proof[] proofs =
        [
            made.Proof, new(-a, b, c), made.Proof, new(a, -b, c), new(-a, -b, c), new(c, b, a), new(a, OutsidePoints.OutsideSubgroup, c),
            new(a, b, new G1Affine(c.X, c.Y + Fp.One)), new(a, ((G2Jacobian)b).Double().ToAffine(), c), made.Proof, new(default, b, c),
        ];
        ProofWithSignals[] batch = [.. proofs.Select(proof => new ProofWithSignals(proof, made.Signals))];
        var expected = Enumerable.Range(0, batch.Length).Where(i => !made.Verifier.Verify(batch[i].Proof, made.Signals));

        var invalid = new Groth16BatchRun(made.Verifier, batch, new Parallelism(2, CancellationToken.None), PairingLanes.Of(form)).FindInvalid();

        Assert.That(invalid, Is.EqualTo(expected));
    }

    /// <summary>Two errors that cancel in a plain sum don't in a random combination.</summary>
    [Test]
    public void VerifyBatch_ErrorsThatCancel_FindsBoth()
    {
        var made = SnarkjsMade.Get("public");
        G1Jacobian c = made.Proof.C;
        var plus = c.Add(G1.Generator).ToAffine();
        var minus = c.Add(-G1.Generator).ToAffine();

        var outcome = made.Verifier.VerifyBatch(
        [
            new(new Groth16Proof(made.Proof.A, made.Proof.B, plus), made.Signals),
            new(new Groth16Proof(made.Proof.A, made.Proof.B, minus), made.Signals),
        ]);

        Assert.That(outcome.Invalid, Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public void VerifyBatch_MalformedElements_NamesThemAndVerifiesTheRest()
    {
        var made = SnarkjsMade.Get("public");
        var good = new ProofWithSignals(made.Proof, made.Signals);
        var outside = new Groth16Proof(made.Proof.A, OutsidePoints.OutsideSubgroup, made.Proof.C);
        var tooFew = good with { PublicSignals = made.Signals.AsMemory(1) };

        Assert.That(made.Verifier.VerifyBatch([good, tooFew, good, new(outside, made.Signals)]).Invalid, Is.EqualTo(new[] { 1, 3 }));
        Assert.That(made.Verifier.VerifyBatch([]).AllValid, Is.True);
        Assert.That(() => made.Verifier.VerifyBatch([default]), Throws.ArgumentException);
    }
}
