using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.Interop;
using Shadowgraph.Proofs.Validation;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Validation;

[TestFixture]
[Parallelizable]
public sealed class SubmissionValidatorTests
{
    // What the exported contract checks itself. The rest is checked by the contract that calls it, or is nobody's but the sender's to know.
    private static readonly ProofCheck[] ContractsOwn = [ProofCheck.Links, ProofCheck.Proof];

    private readonly FakeTimeProvider _time = new(AsOf.AddMinutes(10));
    private VerifyingKey _key = null!;
    private SubmissionValidator _validator = null!;
    private ReputationProof _exact = null!;
    private ReputationProof _threshold = null!;
    private ReputationProof _anonymous = null!;
    private ReputationProof _chain = null!;

    private SubmissionTarget Target => new()
    {
        Expectation = Expect() with { AllowDevelopmentKeys = false, RequireExactScore = true },
        VerificationKeyHash = _key.Hash,
        RequireRecipientIsSubject = false,
    };

    private SubmissionTarget Threshold => With(expect => expect with { RequireExactScore = false, Bounds = ScoreBounds.AtLeast(500_000) });

    [OneTimeSetUp]
    public async Task ProveAsync()
    {
        // As a ceremony's key would be: the same points, and nobody knows how to forge.
        _key = Unmarked((await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey);
        _validator = new SubmissionValidator(
            ReputationVerifier.Trusting(CircuitSize.Small, _key, _time));
        _exact = (await SharedAsync(Named, ProofStatement.Exact())).Proof;
        _threshold = (await SharedAsync(Named, ProofStatement.Threshold(500_000))).Proof;
        _anonymous = (await SharedAsync(Hidden, ProofStatement.Threshold(500_000).Anonymously())).Proof;
        _chain = await ChainAsync();
    }

    /// <summary>One Node process for all cases: it takes seconds to start.</summary>
    [Test]
    public async Task ValidateForSubmission_PassesWhatTheContractAccepts_AndRefusesTheRest()
    {
        var cases = Cases().ToArray();
        var answers = VerifierContract.Ask(
            ReputationContract.Export(_key), _exact.Links[0], cases.Select(each => Calldata(each.Proof)));

        for (var i = 0; i < cases.Length; i++)
        {
            var (what, proof, target, errors) = cases[i];
            var validation = await _validator.ValidateForSubmissionAsync(proof, target);

            Assert.That(ErrorsOf(validation), Is.EquivalentTo(errors), $"{what}: {validation}");
            Assert.That(validation.IsValid, Is.EqualTo(errors.Length == 0), what);
            if (validation.IsValid) Assert.That(answers[i], Is.True, $"{what}: passed here, and refused by the contract.");
            else if (errors.Intersect(ContractsOwn).Any()) Assert.That(answers[i], Is.False, $"{what}: accepted by the contract.");
        }

        Assert.That(answers.Count(accepted => accepted), Is.GreaterThan(10), "Policy refuses what the bare contract accepts.");
        Assert.That(answers.Count(accepted => !accepted), Is.GreaterThan(10));
    }

    /// <summary>The opening of a named subject in a stranger's hands, who is the recipient of the proof.</summary>
    [Test]
    public async Task ValidateForSubmission_OfAProofMadeOutToAStranger_RefusesItUnlessToldOtherwise()
    {
        var own = await Tests.Proving.ProvingWorld.ProveAsync(new ProofJob(People.Open(Named), ProofStatement.Exact(), Named, Scope, AsOf));
        var cautious = Target with { RequireRecipientIsSubject = true };
        var target = new SubmissionTarget { Expectation = cautious.Expectation, VerificationKeyHash = _key.Hash };
        var toSubject = target with { Expectation = target.Expectation with { Recipient = Named } };
        var anonymous = target with
        {
            Expectation = Expect(ProofMode.Anonymous) with { AllowDevelopmentKeys = false, Bounds = ScoreBounds.AtLeast(500_000) },
        };

        var stranger = await _validator.ValidateForSubmissionAsync(_exact, target);

        Assert.That(target, Is.EqualTo(cautious), "The rule is on by default.");
        Assert.That(ErrorsOf(stranger), Is.EqualTo(new[] { ProofCheck.Recipient }));
        Assert.That(stranger.ToString(), Does.Contain("opening"));
        Assert.That((await _validator.ValidateForSubmissionAsync(own.Proof, toSubject)).IsValid, Is.True);
        Assert.That((await _validator.ValidateForSubmissionAsync(_anonymous, anonymous)).IsValid, Is.True, "A hidden subject's secret was needed.");
        var told = Target with { Expectation = Target.Expectation with { RequireRecipientIsSubject = true } };
        Assert.That(ErrorsOf(await _validator.ValidateForSubmissionAsync(_exact, told)), Is.EqualTo(new[] { ProofCheck.Recipient }));
    }

    [Test]
    public async Task ValidateForSubmission_OfAChain_ForAContractThatTakesChains_IsValid()
    {
        var takes = Target with { TakesChains = true };
        var last = new ReputationProof(_chain.Size, _chain.VerificationKeyHash, [_chain.Links[^1]]);

        Assert.That((await _validator.ValidateForSubmissionAsync(_chain, takes)).IsValid, Is.True);
        Assert.That(ErrorsOf(await _validator.ValidateForSubmissionAsync(last, takes)), Is.EqualTo(new[] { ProofCheck.Links }));
        Assert.That(
            ErrorsOf(await _validator.ValidateForSubmissionAsync(
                _chain, takes with { Expectation = takes.Expectation with { MaxLinks = 2 } })),
            Is.EqualTo(new[] { ProofCheck.Links }));
    }

    [Test]
    public async Task ValidateForSubmission_WithADevelopmentKey_RefusesItWhateverTheExpectationAllows()
    {
        var validator = new SubmissionValidator(KeyStore, _time);

        var validation = await validator.ValidateForSubmissionAsync(_exact, With(expect => expect with { AllowDevelopmentKeys = true }));

        Assert.That(ErrorsOf(validation), Is.EqualTo(new[] { ProofCheck.Key }));
        Assert.That(validation.ToString(), Does.Contain("development key").And.Contain("ceremony"));
    }

    [Test]
    public async Task ValidateForSubmission_OfTheHashInCapitals_IsTheSameHash()
    {
        var hash = "0x" + Tests.Pipeline.ProofHash.Of(_exact)[2..].ToUpperInvariant();

        var validation = await _validator.ValidateForSubmissionAsync(
            _exact, Target with { ProofHash = hash, VerificationKeyHash = _key.Hash.ToUpperInvariant() });

        Assert.That(validation.Findings, Is.Empty);
    }

    [TestCase(50, 5, false)]
    [TestCase(55, 5, false)]
    [TestCase(56, 5, true)]
    [TestCase(60, 5, true)]
    [TestCase(60, 0, false)]
    public async Task ValidateForSubmission_OfAProofThatIsSoonTooOld_Warns(int ageMinutes, int inclusionMinutes, bool warns)
    {
        var validator = ValidatorAt(AsOf.AddMinutes(ageMinutes));

        var validation = await validator.ValidateForSubmissionAsync(
            _exact, Target with { InclusionTime = TimeSpan.FromMinutes(inclusionMinutes) });

        Assert.That(validation.IsValid, Is.True, validation.ToString());
        Assert.That(
            validation.Findings.Select(finding => (finding.Severity, finding.Check)),
            Is.EqualTo(warns ? [(ProofFindingSeverity.Warning, ProofCheck.Age)] : Array.Empty<(ProofFindingSeverity, ProofCheck)>()));
    }

    [Test]
    public async Task ValidateForSubmission_WhenTheClockIsSet_NeverFails([Values(-10_000, -1, 0, 1, 2, 10_000)] int hours)
    {
        var validation = await ValidatorAt(AsOf.AddHours(hours)).ValidateForSubmissionAsync(
            _exact, With(expect => expect with { MaxAge = TimeSpan.MaxValue }));

        Assert.That(validation.IsValid, Is.EqualTo(hours >= 0));
        if (hours < 0) Assert.That(ErrorsOf(validation), Is.EqualTo(new[] { ProofCheck.Age }));
    }

    [Test]
    public async Task ValidateForSubmission_OfAProofThatShowsMoreThanAskedFor_Warns()
    {
        var validation = await _validator.ValidateForSubmissionAsync(
            _threshold, With(expect => expect with { RequireExactScore = false, Bounds = ScoreBounds.AtLeast(400_000) }));

        Assert.That(validation.IsValid, Is.True);
        var finding = validation.Findings.Single();
        Assert.That((finding.Severity, finding.Check), Is.EqualTo((ProofFindingSeverity.Warning, ProofCheck.Bounds)));
        Assert.That(finding.Advice, Is.Not.Empty);
    }

    [Test]
    public void ValidateForSubmission_OfATargetThatCannotBe_Throws()
    {
        SubmissionTarget[] targets =
        [
            Target with { VerificationKeyHash = "" },
            Target with { VerificationKeyHash = new string('g', 64) },
            Target with { VerificationKeyHash = new string('0', 10_000_000) },
            Target with { InclusionTime = TimeSpan.FromTicks(-1) },
            With(expect => expect with { AcceptedRoots = [] }),
            With(expect => expect with { Recipient = default }),
            With(expect => expect with { Subject = Named, Mode = ProofMode.Anonymous }),
        ];
        foreach (var target in targets)
        {
            var thrown = Assert.CatchAsync<ArgumentException>(async () => await _validator.ValidateForSubmissionAsync(_exact, target))!;
            Assert.That(thrown.Message, Has.Length.LessThan(300));
        }
    }

    [Test]
    public void ValidateForSubmission_Cancelled_Throws() => Assert.That(
        async () => await _validator.ValidateForSubmissionAsync(_exact, Target, new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public async Task ValidateForSubmission_OfAHost_UsesItsKeysAndClock()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(AsOf.AddHours(2)));
        services.AddSingleton<Proofs.Proving.Keys.IProvingKeyStore>(KeyStore);
        services.AddProofPipeline(options => options.UseDevelopmentKeys());
        await using var provider = services.BuildServiceProvider();

        var validation = await provider.GetRequiredService<ISubmissionValidator>().ValidateForSubmissionAsync(_exact, Target);

        Assert.That(ErrorsOf(validation), Is.EqualTo(new[] { ProofCheck.Key, ProofCheck.Age }));
    }

    private static string Calldata(ReputationProof proof) => ReputationContract.Calldata(
        proof.Links.Count == 1 ? proof : new ReputationProof(proof.Size, proof.VerificationKeyHash, [proof.Links[^1]]));

    private static ProofCheck[] ErrorsOf(ProofValidation validation) =>
    [
        .. validation.Findings.Where(finding => finding.Severity == ProofFindingSeverity.Error).Select(finding => finding.Check).Distinct(),
    ];

    private static VerifyingKey Unmarked(VerifyingKey key) =>
        VerifyingKey.Create(new VerifyingKeyPoints(key.Alpha1, key.Beta2, key.Gamma2, key.Delta2, [.. key.Ic]), isDevelopmentKey: false);

    private SubmissionTarget With(Func<ProofExpectation, ProofExpectation> change)
    {
        var target = Target;
        return target with { Expectation = change(target.Expectation) };
    }

    private SubmissionValidator ValidatorAt(DateTimeOffset now) =>
        new(ReputationVerifier.Trusting(CircuitSize.Small, _key, new FakeTimeProvider(now)));

    private IEnumerable<(string What, ReputationProof Proof, SubmissionTarget Target, ProofCheck[] Errors)> Cases()
    {
        var anonymous = With(expect => expect with
        {
            Mode = ProofMode.Anonymous,
            RequireExactScore = false,
            Bounds = ScoreBounds.AtLeast(500_000),
        });
        var hash = Tests.Pipeline.ProofHash.Of(_exact);

        yield return ("exact", _exact, Target, []);
        yield return ("threshold", _threshold, Threshold, []);
        yield return ("anonymous", _anonymous, anonymous, []);
        yield return ("with its hash", _exact, Target with { ProofHash = hash }, []);
        yield return ("its subject", _exact, With(expect => expect with { Subject = Named }), []);

        // The sender's own: what was changed since, or meant for another contract.
        yield return ("another's hash", _threshold, Threshold with { ProofHash = hash }, [ProofCheck.Hash]);
        yield return ("a contract of another key", _exact, Target with { VerificationKeyHash = new string('0', 64) }, [ProofCheck.Key]);

        // Policy: what the contract that calls the verifier refuses.
        yield return ("recipient", _exact, With(expect => expect with { Recipient = AddressOf(7) }), [ProofCheck.Recipient]);
        yield return ("campaign", _exact, With(expect => expect with { Scope = Other("vote") }), [ProofCheck.Scope]);
        yield return ("a scope of no chain", _exact, With(expect => expect with { Scope = ProofScope.None }), [ProofCheck.Scope]);
        yield return ("root", _exact, With(expect => expect with { AcceptedRoots = [Fr.One] }), [ProofCheck.Registry]);
        yield return ("subject", _exact, With(expect => expect with { Subject = Long }), [ProofCheck.Subject]);
        yield return ("named where hidden", _threshold, anonymous, [ProofCheck.Subject]);
        yield return ("hidden where named", _anonymous, Threshold, [ProofCheck.Subject]);
        yield return ("not exact", _threshold, Target, [ProofCheck.Bounds]);
        yield return ("bounds", _threshold, With(
            expect => expect with { RequireExactScore = false, Bounds = ScoreBounds.AtLeast(500_001) }), [ProofCheck.Bounds]);
        yield return ("age", _exact, With(expect => expect with { MaxAge = TimeSpan.FromMinutes(9) }), [ProofCheck.Age]);
        yield return ("given time", _exact, With(expect => expect with { AsOf = AsOf.AddSeconds(1) }), [ProofCheck.Age]);

        // What the contract itself refuses.
        var last = new ReputationProof(_chain.Size, _chain.VerificationKeyHash, [_chain.Links[^1]]);
        yield return ("a chain", _chain, Target, [ProofCheck.Links]);
        yield return ("a chain's last link alone", last, Target, [ProofCheck.Links]);
        var link = _exact.Links[0];
        yield return ("states left out", Changed(_chain.Links[^1].Proof, [.. _chain.Links[^1].Signals[..8], default, default]),
            Target, [ProofCheck.Proof]);
        yield return ("another proof's points", Changed(_threshold.Links[0].Proof, link.Signals), Target, [ProofCheck.Proof]);
        yield return ("A and C exchanged", Changed(
            new Groth16Proof(link.Proof.C, link.Proof.B, link.Proof.A), link.Signals), Target, [ProofCheck.Proof]);

        // Each signal, changed in the proof and in what is expected of it: whoever made it up gets past the policy, and no further.
        var own = link.Signals.ToArray();
        yield return ("made-up root", Made(0, 7), With(expect => expect with { AcceptedRoots = [7] }), [ProofCheck.Proof]);
        yield return ("made-up scope", Made(1, Other("vote").ToFr()), With(expect => expect with { Scope = Other("vote") }),
            [ProofCheck.Proof]);
        yield return ("made-up nullifier", Made(2, 7), Target, [ProofCheck.Subject]);
        yield return ("made-up subject", Made(3, Long.ToFr()), With(expect => expect with { Subject = Long }), [ProofCheck.Proof]);
        yield return ("made-up recipient", Made(4, AddressOf(7).ToFr()), With(expect => expect with { Recipient = AddressOf(7) }),
            [ProofCheck.Proof]);
        yield return ("made-up minimum", Made(5, own[5] - 1), Threshold, [ProofCheck.Proof]);
        yield return ("made-up maximum", Made(6, own[6] + 1), Threshold, [ProofCheck.Proof]);
        yield return ("made-up time", Made(7, own[7] + 1), Target, [ProofCheck.Proof]);
        yield return ("recipient and subject exchanged", Changed(link.Proof, [own[0], own[1], own[2], own[4], own[3], .. own[5..]]),
            With(expect => expect with { Recipient = Named, Subject = Recipient }), [ProofCheck.Proof]);

        ReputationProof Made(int signal, Fr value)
        {
            var signals = link.Signals.ToArray();
            signals[signal] = value;
            return Changed(link.Proof, signals);
        }

        static ProofScope Other(string campaign) =>
            new(Scope.ChainId, Scope.VerifyingContract, Scope.RegistryId, campaign);
    }

    private ReputationProof Changed(Groth16Proof points, ReadOnlySpan<Fr> signals) =>
        new(_exact.Size, _exact.VerificationKeyHash, [new ReputationProofLink(points, signals)]);
}
