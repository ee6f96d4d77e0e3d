using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Validation;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Validation;

public sealed class ProofValidatorTests
{
    private static readonly Guid RequestId = Guid.NewGuid();
    private static readonly FakeTimeProvider Time = new(AsOf.AddMinutes(10));
    private static readonly ProofValidator Validator = new(KeyStore, Time);

    private ProofResult _exact = null!;
    private ProofResult _threshold = null!;

    [OneTimeSetUp]
    public async Task ProveAsync()
    {
        _exact = ResultOf(await SharedAsync(Named, ProofStatement.Exact()));
        _threshold = ResultOf(await SharedAsync(Named, ProofStatement.Threshold(500_000)));
    }

    private static ProofExpectation ExpectExact => Expect() with { RequireExactScore = true };

    private static ProofExpectation ExpectThreshold => Expect() with { Bounds = ScoreBounds.AtLeast(500_000) };

    [Test]
    public async Task Validate_OfAProversResults_FindsTheDevelopmentKeyOnly()
    {
        Assert.That(await Validator.ValidateAsync(_exact, ExpectExact), Has.Property(nameof(ProofValidation.IsValid)).True);
        Assert.That(await Validator.ValidateAsync(_threshold, ExpectThreshold), Has.Property(nameof(ProofValidation.IsValid)).True);

        var finding = (await Validator.ValidateAsync(_exact, ExpectExact)).Findings.Single();
        Assert.That(finding.Severity, Is.EqualTo(ProofFindingSeverity.Warning));
        Assert.That(finding.Message, Does.Contain("development key"));
    }

    [Test]
    public async Task Validate_OfAChainAndAHiddenSubject_Passes()
    {
        var chain = ResultOf(await SharedAsync(Long, ProofStatement.Exact()));
        Assert.That((await Validator.ValidateAsync(chain, ExpectExact)).IsValid, Is.True);

        var hidden = ResultOf(await SharedAsync(Hidden, ProofStatement.Threshold(500_000).Anonymously()));
        Assert.That((await Validator.ValidateAsync(hidden, ExpectThreshold with { Mode = ProofMode.Anonymous })).IsValid, Is.True);
    }

    [Test]
    public async Task Validate_OfAResultFromTheCache_NeedsNoAttempt()
    {
        var cached = ProofResult.Completed(RequestId, _exact.Proof!, _exact.FusedOpinion!.Value, default, attempts: 0, isFromCache: true);

        Assert.That((await Validator.ValidateAsync(cached, ExpectExact)).IsValid, Is.True);
    }

    [Test]
    public async Task Validate_OfAnotherProofsHash_FindsIt()
    {
        var findings = await ErrorsAsync(new ProofResult(RequestId, _exact) { Hash = _threshold.Hash }, ExpectExact);

        Assert.That(findings, Is.EqualTo(new[] { ProofCheck.Hash }));
    }

    [Test]
    public async Task Validate_OfPartsThatDoNotFitTheProof_FindsThem()
    {
        var structure = new[] { ProofCheck.Structure };
        Assert.That(await ErrorsAsync(new ProofResult(RequestId, _exact) { LinkCount = 2 }, ExpectExact), Is.EqualTo(structure));
        Assert.That(
            await ErrorsAsync(new ProofResult(RequestId, _exact) { Circuit = CircuitSize.Large }, ExpectExact), Is.EqualTo(structure));
        Assert.That(await ErrorsAsync(new ProofResult(RequestId, _exact) { Circuit = null }, ExpectExact), Is.EqualTo(structure));
        Assert.That(await ErrorsAsync(new ProofResult(RequestId, _exact) { Attempts = 0 }, ExpectExact), Is.EqualTo(structure));
        Assert.That(await ErrorsAsync(new ProofResult(RequestId, _exact) { FusedOpinion = null }, ExpectExact), Is.EqualTo(structure));
        Assert.That(await ErrorsAsync(new ProofResult(Guid.Empty, _exact), ExpectExact), Is.EqualTo(structure));
    }

    [Test]
    public async Task Validate_OfAFailedResult_SaysThatItIsNotCompleted()
    {
        var error = new ErrorClassifier().Classify(
            new TimeoutException(), new ProofErrorContext { RequestId = RequestId, Stage = ProofStage.Proving, OccurredAt = AsOf });
        var failed = ProofResult.Ended(RequestId, error, default, plan: null, attempts: 1);

        var findings = (await Validator.ValidateAsync(failed, ExpectExact)).Findings;

        Assert.That(findings, Has.All.Property(nameof(ProofFinding.Check)).EqualTo(ProofCheck.Structure));
        Assert.That(findings.Select(finding => finding.Message), Does.Contain("The proof is missing."));
    }

    [TestCase(nameof(FusedOpinion.Belief), 0.01)]
    [TestCase(nameof(FusedOpinion.Disbelief), 0.01)]
    [TestCase(nameof(FusedOpinion.Uncertainty), -1e-9)]
    [TestCase(nameof(FusedOpinion.BaseRate), 0.5)]
    [TestCase(nameof(FusedOpinion.Belief), -2)]
    [TestCase(nameof(FusedOpinion.Uncertainty), double.NaN)]
    [TestCase(nameof(FusedOpinion.BaseRate), double.PositiveInfinity)]
    public async Task Validate_OfAnOpinionThatIsOff_FindsIt(string number, double by)
    {
        var opinion = _threshold.FusedOpinion!.Value;
        opinion = number switch
        {
            nameof(opinion.Belief) => opinion with { Belief = opinion.Belief + by },
            nameof(opinion.Disbelief) => opinion with { Disbelief = opinion.Disbelief + by },
            nameof(opinion.Uncertainty) => opinion with { Uncertainty = opinion.Uncertainty + by },
            _ => opinion with { BaseRate = opinion.BaseRate + by },
        };

        var errors = await ErrorsAsync(new ProofResult(RequestId, _threshold) { FusedOpinion = opinion }, ExpectThreshold);

        Assert.That(errors, Is.Not.Empty.And.All.EqualTo(ProofCheck.Opinion));
    }

    [Test]
    public async Task Validate_OfAScoreThatTheProofDoesNotShow_FindsIt([Values(-1, 1)] int by)
    {
        var opinion = _exact.FusedOpinion!.Value;
        opinion = opinion with { ScoreMillionths = opinion.ScoreMillionths + by };

        var errors = await ErrorsAsync(new ProofResult(RequestId, _exact) { FusedOpinion = opinion }, ExpectExact);

        Assert.That(errors, Does.Contain(ProofCheck.Opinion).And.All.EqualTo(ProofCheck.Opinion));
    }

    [Test]
    public async Task Validate_OfAnOpinion_TellsNoneOfItsNumbers()
    {
        var opinion = _exact.FusedOpinion!.Value with { Belief = 0.123456789, ScoreMillionths = 987_654 };

        var validation = await Validator.ValidateAsync(new ProofResult(RequestId, _exact) { FusedOpinion = opinion }, ExpectExact);

        Assert.That(validation.IsValid, Is.False);
        Assert.That(validation.ToString(), Does.Not.Contain("123456").And.Not.Contain("987654"));
    }

    [Test]
    public async Task Validate_OfAProofThatSaysSomethingElse_FindsIt()
    {
        (ProofCheck, ProofExpectation)[] others =
        [
            (ProofCheck.Recipient, ExpectExact with { Recipient = AddressOf(7) }),
            (ProofCheck.Scope, ExpectExact with { Scope = ProofScope.None }),
            (ProofCheck.Registry, ExpectExact with { AcceptedRoots = [Fr.One] }),
            (ProofCheck.Subject, ExpectExact with { Subject = Long }),
            (ProofCheck.Subject, ExpectExact with { Mode = ProofMode.Anonymous }),
            (ProofCheck.Bounds, ExpectExact with { Bounds = new ScoreBounds(0, 10) }),
            (ProofCheck.Age, ExpectExact with { AsOf = AsOf.AddSeconds(1) }),
            (ProofCheck.Age, ExpectExact with { MaxAge = TimeSpan.FromMinutes(9) }),
            (ProofCheck.Key, ExpectExact with { AllowDevelopmentKeys = false }),
        ];
        foreach (var (check, expectation) in others)
        {
            var findings = (await Validator.ValidateAsync(_exact, expectation)).Findings
                .Where(finding => finding.Severity == ProofFindingSeverity.Error).ToArray();

            Assert.That(findings.Select(finding => finding.Check), Is.EqualTo(new[] { check }), $"{expectation}");
            Assert.That(findings[0].Message, Is.Not.Empty);
            Assert.That(findings[0].Advice, Is.Not.Empty, "What to do about it is said as well.");
        }
    }

    [Test]
    public async Task Validate_WhenTheClockWasSetBackSinceTheJobBegan_FindsNothingWrongForTheJob([Values(-1, -100_000)] int hours)
    {
        var validator = new ProofValidator(KeyStore, new FakeTimeProvider(AsOf.AddHours(hours)));

        var own = await validator.ValidateAsync(_exact, Job(Named, ProofStatement.Exact()).Expectation);
        var others = await validator.ValidateAsync(_exact, ExpectExact);

        Assert.That(own.IsValid, Is.True, own.ToString());
        Assert.That(others.Findings.Where(finding => finding.Severity == ProofFindingSeverity.Error).Select(finding => finding.Check),
            Is.EqualTo(new[] { ProofCheck.Age }), "To everyone else it is a proof of a time to come.");
    }

    [Test]
    public async Task Validate_OfAChainWithALinkOfAnother_NamesTheLink()
    {
        var chain = (await SharedAsync(Long, ProofStatement.Exact())).Proof;
        var stranger = (await SharedAsync(OtherLong, ProofStatement.Exact())).Proof;
        var mixed = new ReputationProof(chain.Size, chain.VerificationKeyHash, [chain.Links[0], stranger.Links[1], chain.Links[2]]);
        var result = ProofResult.Completed(RequestId, mixed, _exact.FusedOpinion!.Value, default, attempts: 1);

        var findings = (await Validator.ValidateAsync(result, ExpectExact)).Findings;

        Assert.That(
            findings.Where(finding => finding.Check == ProofCheck.Links).Select(finding => finding.Link), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(findings.First(finding => finding.Check == ProofCheck.Links).ToString(), Does.StartWith("Links (link 0): "));
    }

    [Test]
    public async Task Validate_OfAProofThatDisclosesMoreThanWasAskedFor_FindsIt()
    {
        var validation = await Validator.ValidateAsync(_exact, ExpectThreshold);

        Assert.That(validation.Findings.Where(finding => finding.Severity == ProofFindingSeverity.Error).Single().Message,
            Does.Contain("discloses too much").And.Not.Contain(_exact.Proof!.Bounds.ToString()));
        Assert.That(
            await ErrorsAsync(_threshold, Expect() with { Bounds = ScoreBounds.AtLeast(499_999) }), Is.EqualTo(new[] { ProofCheck.Bounds }));
    }

    [Test]
    public async Task Validate_OfASignalThatWasChanged_FindsTheProofInvalid()
    {
        var link = _exact.Proof!.Links[0];
        var signals = link.Signals.ToArray();
        signals[ReputationSignals.Recipient] = AddressOf(7).ToFr();
        var changed = new ReputationProof(
            CircuitSize.Small, _exact.Proof.VerificationKeyHash, [new ReputationProofLink(link.Proof, signals)]);
        var result = ProofResult.Completed(RequestId, changed, _exact.FusedOpinion!.Value, default, attempts: 1);

        Assert.That(
            await ErrorsAsync(result, ExpectExact with { Recipient = AddressOf(7) }), Is.EqualTo(new[] { ProofCheck.Proof }));
    }

    [Test]
    public async Task Validate_ManyTimes_AsksTheStoreOncePerCircuit()
    {
        var key = await KeyStore.GetAsync(CircuitSize.Small);
        var store = Substitute.For<IProvingKeyStore>();
        store.GetAsync(CircuitSize.Small, Arg.Any<IProgress<double>?>(), Arg.Any<CancellationToken>()).Returns(key);
        var validator = new ProofValidator(store, Time);

        for (var i = 0; i < 3; i++) Assert.That((await validator.ValidateAsync(_exact, ExpectExact)).IsValid, Is.True);

        await store.Received(1).GetAsync(CircuitSize.Small, Arg.Any<IProgress<double>?>(), Arg.Any<CancellationToken>());
    }

    [Test]
    public void Validate_WithoutAKey_Throws()
    {
        var store = Substitute.For<IProvingKeyStore>();
        store.GetAsync(default, null, default).ReturnsForAnyArgs<ProvingKey>(_ => throw new ProvingKeysNotConfiguredException());

        Assert.That(
            async () => await new ProofValidator(store, Time).ValidateAsync(_exact, ExpectExact),
            Throws.TypeOf<ProvingKeysNotConfiguredException>());
    }

    [Test]
    public void Validate_Cancelled_Throws() => Assert.That(
        async () => await Validator.ValidateAsync(_exact, ExpectExact, new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    private static ProofResult ResultOf(ProverResult proved) =>
        ProofResult.Completed(RequestId, proved.Proof, proved.Opinion, default, attempts: 1);

    private static async Task<ProofCheck[]> ErrorsAsync(ProofResult result, ProofExpectation expectation) =>
    [
        .. (await Validator.ValidateAsync(result, expectation)).Findings
            .Where(finding => finding.Severity == ProofFindingSeverity.Error).Select(finding => finding.Check),
    ];
}
