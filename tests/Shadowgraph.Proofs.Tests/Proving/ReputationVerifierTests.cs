using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Proving;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>Each expectation by itself, and each public signal changed. Budget: 5 s beyond the shared proofs.</summary>
[TestFixture]
public sealed class ReputationVerifierTests
{
    private ReputationVerifier _verifier = null!;
    private ReputationProof _named = null!;
    private ReputationProof _hidden = null!;

    [OneTimeSetUp]
    public async Task ProveOnce()
    {
        _verifier = await VerifierAsync();
        _named = (await SharedAsync(Named, ProofStatement.Threshold(100_000))).Proof;
        _hidden = (await SharedAsync(Hidden, ProofStatement.Threshold(100_000).Anonymously())).Proof;
    }

    [Test]
    public void Verify_WhatWasExpected_IsValid()
    {
        Assert.That(_verifier.Verify(_named, Expect()).ToString(), Is.EqualTo("valid"));
        Assert.That(_verifier.Verify(_hidden, Expect(ProofMode.Anonymous)).ToString(), Is.EqualTo("valid"));
    }

    [Test]
    public void Verify_AnotherRoot_Fails() =>
        AssertFails(_named, Expect() with { AcceptedRoots = [People.Root + Fr.One, Fr.Zero] }, ReputationCheck.RegistryRoot);

    [Test]
    public void Verify_ARootWithinTheWindow_IsValid() =>
        Assert.That(_verifier.Verify(_named, Expect() with { AcceptedRoots = [People.Root + Fr.One, People.Root] }).IsValid, Is.True);

    [Test]
    public void Verify_AnotherScope_Fails() =>
        AssertFails(_named, Expect() with { Scope = new ProofScope(1, AddressOf(101), "people", "airdrop") }, ReputationCheck.Scope);

    [Test]
    public void Verify_AnotherRecipient_Fails() =>
        AssertFails(_named, Expect() with { Recipient = AddressOf(99) }, ReputationCheck.Recipient);

    [Test]
    public void Verify_AnotherSubject_Fails() => AssertFails(_named, Expect() with { Subject = Long }, ReputationCheck.Subject);

    [TestCase(100_001, 1_000_000)]
    [TestCase(0, 999_999)]
    public void Verify_NarrowerBoundsThanProved_Fails(int minimum, int maximum) =>
        AssertFails(_named, Expect() with { Bounds = new ScoreBounds(minimum, maximum) }, ReputationCheck.Bounds);

    [Test]
    public void Verify_ExactScoreWanted_FailsForAThreshold() =>
        AssertFails(_named, Expect() with { RequireExactScore = true }, ReputationCheck.Bounds);

    [Test]
    public void Verify_TheOtherMode_Fails()
    {
        AssertFails(_named, Expect(ProofMode.Anonymous), ReputationCheck.Mode);
        AssertFails(_hidden, Expect(), ReputationCheck.Mode);
    }

    [Test]
    public async Task Verify_TooOld_FailsOneTickAfterTheLimit()
    {
        var expectation = Expect() with { MaxAge = TimeSpan.FromMinutes(5) };

        Assert.That((await VerifierAsync(AsOf.AddMinutes(5))).Verify(_named, expectation).IsValid, Is.True);
        AssertFails(_named, expectation, ReputationCheck.AsOfTooOld, await VerifierAsync(AsOf.AddMinutes(5).AddTicks(1)));
    }

    [Test]
    public async Task Verify_OfTheFuture_Fails()
    {
        Assert.That((await VerifierAsync(AsOf)).Verify(_named, Expect()).IsValid, Is.True);
        AssertFails(_named, Expect(), ReputationCheck.AsOfInFuture, await VerifierAsync(AsOf.AddTicks(-1)));
    }

    [Test]
    public void Verify_AnotherAsOfThanGivenOut_Fails()
    {
        Assert.That(_verifier.Verify(_hidden, Expect(ProofMode.Anonymous) with { AsOf = AsOf }).IsValid, Is.True);
        AssertFails(_hidden, Expect(ProofMode.Anonymous) with { AsOf = AsOf.AddSeconds(1) }, ReputationCheck.AsOf);
    }

    [Test]
    public void Verify_WithADevelopmentKey_FailsUnlessAllowed() =>
        AssertFails(_named, Expect() with { AllowDevelopmentKeys = false }, ReputationCheck.DevelopmentKey);

    [Test]
    public void Verify_WithAnotherKey_Fails()
    {
        var other = Groth16Setup.CreateDevelopmentKey(ConstraintSystem.Compile(new TenSignals()).R1cs).VerifyingKey;
        var verifier = ReputationVerifier.Trusting(CircuitSize.Small, other);
        var relabelled = new ReputationProof(CircuitSize.Small, other.Hash, _named.Links);

        AssertFails(_named, Expect() with { MaxAge = TimeSpan.FromDays(36500) }, ReputationCheck.VerificationKey, verifier, others: true);
        AssertFails(relabelled, Expect() with { MaxAge = TimeSpan.FromDays(36500) }, ReputationCheck.Proof, verifier, others: true);
    }

    [Test]
    public void Verify_OfASizeWithoutKey_Fails() =>
        AssertFails(new ReputationProof(
            CircuitSize.Large, _named.VerificationKeyHash, _named.Links), Expect(), ReputationCheck.VerificationKey);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(6)]
    [TestCase(7)]
    [TestCase(8)]
    [TestCase(9)]
    public async Task Verify_ASignalChangedByOne_FailsEvenIfThatIsWhatWasExpected(int signal)
    {
        var verifier = await VerifierAsync(AsOf.AddMinutes(10));
        var groth16 = new Groth16Verifier((await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey);
        foreach (var (proof, mode) in new[] { (_named, ProofMode.Disclosed), (_hidden, ProofMode.Anonymous) })
        {
            foreach (var change in new[] { Fr.One, -Fr.One })
            {
                var signals = proof.Links[0].Signals.ToArray();
                signals[signal] += change;
                if (TryPutTogether(proof, signals) is not { } changed) continue;
                var expectation = Expect(changed.IsAnonymous ? ProofMode.Anonymous : mode) with
                {
                    AcceptedRoots = [changed.RegistryRoot],
                    Recipient = changed.Recipient.IsZero ? Recipient : changed.Recipient,
                };

                // What was expected may have become true by the change: then it is the link's own proof that fails.
                Assert.That(verifier.Verify(changed, expectation).IsValid, Is.False);
                Assert.That(groth16.Verify(changed.Links[0].Proof, changed.Links[0].Signals), Is.False);
            }
        }
    }

    [Test]
    public void VerifySignalsAt_OfLinksThatSomebodyVerified_ChecksAllElse()
    {
        var now = AsOf.AddMinutes(10);
        var wrong = new ReputationProofLink(_hidden.Links[0].Proof, _named.Links[0].Signals);
        var proof = new ReputationProof(_named.Size, _named.VerificationKeyHash, [wrong]);
        Assert.That(Checks(_verifier.VerifyAt(proof, Expect(), now)), Is.EqualTo(new[] { ReputationCheck.Proof }));
        Assert.That(_verifier.VerifySignalsAt(proof, Expect(), now).IsValid, Is.True);

        // Everything else fails as it does in a whole verification.
        var expectation = Expect(ProofMode.Anonymous) with
        {
            AcceptedRoots = [Fr.One],
            Scope = ProofScope.None,
            Recipient = AddressOf(99),
            Bounds = new ScoreBounds(5, 5),
            MaxLinks = 1,
            AllowDevelopmentKeys = false,
        };
        var loose = new ReputationProof(CircuitSize.Small, new string('0', 64), [wrong]);
        var unpinned = new ReputationProof(CircuitSize.Large, _named.VerificationKeyHash, [wrong]);
        var chain = new ReputationProof(_named.Size, _named.VerificationKeyHash, [wrong, wrong]);
        foreach (var bad in new[] { _named, loose, unpinned, chain })
        {
            var failed = Checks(_verifier.VerifySignalsAt(bad, expectation, AsOf.AddDays(-1)));
            Assert.That(failed, Is.Not.Empty.And.EqualTo(Checks(_verifier.VerifyAt(bad, expectation, AsOf.AddDays(-1)))
                .Where(check => check != ReputationCheck.Proof)));
        }

        var longer = Expect() with { MaxLinks = 2 };
        Assert.That(Checks(_verifier.VerifySignalsAt(chain, longer, now)), Does.Contain(ReputationCheck.Chain));

        static IEnumerable<ReputationCheck> Checks(ReputationVerification verification) =>
            verification.Failures.Select(failure => failure.Check);
    }

    /// <summary>What is sent by somebody whom nobody expects costs no pairing.</summary>
    [Test]
    public void Verify_OfAnotherRecipientAndNotValid_LooksAtNoLink()
    {
        var wrong = new ReputationProofLink(_hidden.Links[0].Proof, _named.Links[0].Signals);
        var proof = new ReputationProof(_named.Size, _named.VerificationKeyHash, [wrong]);

        AssertFails(proof, Expect(), ReputationCheck.Proof);
        AssertFails(proof, Expect() with { Recipient = AddressOf(99) }, ReputationCheck.Recipient);
    }

    [Test]
    public void Verify_EverythingWrong_NamesEachCheckThatFailed()
    {
        var expectation = Expect(ProofMode.Anonymous) with
        {
            AcceptedRoots = [Fr.One],
            Scope = ProofScope.None,
            Recipient = AddressOf(99),
            Bounds = new ScoreBounds(5, 5),
            RequireExactScore = true,
            MaxAge = TimeSpan.Zero,
            AsOf = AsOf.AddDays(1),
            AllowDevelopmentKeys = false,
        };

        var result = _verifier.Verify(_named, expectation);

        Assert.That(result.ReplayKey, Is.Null);
        Assert.That(
            result.Failures.Select(failure => failure.Check).Distinct(),
            Is.EqualTo(new[]
            {
                ReputationCheck.DevelopmentKey, ReputationCheck.Mode, ReputationCheck.RegistryRoot, ReputationCheck.Scope,
                ReputationCheck.Recipient, ReputationCheck.Bounds, ReputationCheck.AsOfTooOld, ReputationCheck.AsOf,
            }));
    }

    [Test]
    public void Verify_WithAnExpectationThatExpectsNothing_Throws()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                () => _verifier.Verify(_named, Expect() with { AcceptedRoots = [] }),
                Throws.ArgumentException.With.Message.Contains("AcceptedRoots"));
            Assert.That(
                () => _verifier.Verify(_named, Expect() with { Recipient = default }),
                Throws.ArgumentException.With.Message.Contains("Recipient"));
            Assert.That(
                () => _verifier.Verify(_named, Expect() with { MaxLinks = 0 }), Throws.ArgumentException.With.Message.Contains("MaxLinks"));
            Assert.That(() => _verifier.Verify(_named, Expect() with { MaxAge = TimeSpan.FromTicks(-1) }), Throws.ArgumentException);
            Assert.That(() => _verifier.Verify(_named, Expect() with { Mode = (ProofMode)7 }), Throws.ArgumentException);
            Assert.That(() => _verifier.Verify(_hidden, Expect(ProofMode.Anonymous) with { Subject = Named }), Throws.ArgumentException);
        });
    }

    [Test]
    public void New_WithKeysOfAnotherCircuitOrNone_Throws()
    {
        var other = Groth16Setup.CreateDevelopmentKey(ConstraintSystem.Compile(new TenSignals(9)).R1cs).VerifyingKey;
        Assert.Multiple(() =>
        {
            Assert.That(
                () => new ReputationVerifier(new Dictionary<CircuitSize, VerifyingKey>(), new Dictionary<CircuitSize, string>()),
                Throws.ArgumentException);
            Assert.That(
                () => ReputationVerifier.Trusting(CircuitSize.Small, other),
                Throws.ArgumentException.With.Message.Contains("9 public inputs"));
        });
    }

    [Test]
    public async Task New_KeyOfThePinnedHash_Verifies()
    {
        var key = (await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey;

        var verifier = Pinning(key, new() { [CircuitSize.Small] = key.Hash.ToUpperInvariant(), [CircuitSize.Large] = new string('0', 64) });

        Assert.That(verifier.Verify(_named, Expect() with { MaxAge = TimeSpan.FromDays(36500) }).ToString(), Is.EqualTo("valid"));
    }

    [Test]
    public async Task New_KeyOfAnotherHashThanPinned_IsRefused()
    {
        var key = (await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey;

        Assert.That(
            () => Pinning(key, new() { [CircuitSize.Small] = new string('0', 64) }),
            Throws.TypeOf<ProvingKeyException>().With.Property(nameof(ProvingKeyException.Reason)).EqualTo(ProvingKeyRejection.WrongHash));
    }

    [Test]
    public async Task New_KeyWithoutPinnedHash_Throws()
    {
        var key = (await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey;

        Assert.That(() => Pinning(key, new() { [CircuitSize.Large] = key.Hash }), Throws.ArgumentException.With.Message.Contains("missing"));
        Assert.That(() => Pinning(key, new() { [CircuitSize.Small] = "beef" }), Throws.ArgumentException.With.Message.Contains("64"));
    }

    private static ReputationVerifier Pinning(VerifyingKey key, Dictionary<CircuitSize, string> hashes) =>
        new(new Dictionary<CircuitSize, VerifyingKey> { [CircuitSize.Small] = key }, hashes);

    private static ReputationProof? TryPutTogether(ReputationProof proof, Fr[] signals)
    {
        try
        {
            return new ReputationProof(proof.Size, proof.VerificationKeyHash, [new ReputationProofLink(proof.Links[0].Proof, signals)]);
        }
        catch (ProofFileException)
        {
            // Refused earlier still: no proof has such a signal.
            return null;
        }
    }

    private void AssertFails(
        ReputationProof proof,
        ProofExpectation expectation,
        ReputationCheck check,
        ReputationVerifier? verifier = null,
        bool others = false)
    {
        var result = (verifier ?? _verifier).Verify(proof, expectation);
        Assert.That(result.IsValid, Is.False);
        var failed = result.Failures.Select(failure => failure.Check).ToArray();
        if (others) Assert.That(failed, Does.Contain(check));
        else Assert.That(failed, Is.EqualTo(new[] { check }));
    }

    /// <summary>Another circuit with as many public inputs as asked for.</summary>
    private sealed class TenSignals(int count = 10) : ICircuit
    {
        public string Name => "other";

        public void Define(CircuitBuilder builder)
        {
            foreach (var input in builder.PublicInputs("x", count)) builder.Multiply(input, input, "square");
        }
    }
}
