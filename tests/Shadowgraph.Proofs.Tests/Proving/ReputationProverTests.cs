using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Groth16;
using Shadowgraph.Proofs.Threading;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>All proof types end to end, with real keys of the small circuit. Budget: 15 s.</summary>
[TestFixture]
public sealed class ReputationProverTests
{
    private static int Score(EvmAddress subject) => People.Open(subject).Fuse(AsOf).ScoreMillionths;

    [Test]
    public async Task ProveAsync_Exact_ShowsTheScoreOfTheFusedOpinion()
    {
        var result = await SharedAsync(Named, ProofStatement.Exact());

        var verification = (await VerifierAsync()).Verify(result.Proof, Expect() with { RequireExactScore = true, Subject = Named });

        Assert.That(verification.ToString(), Is.EqualTo("valid"));
        Assert.That(result.Proof.Bounds, Is.EqualTo(new ScoreBounds(Score(Named), Score(Named))));
        Assert.That(result.Opinion.ScoreMillionths, Is.EqualTo(Score(Named)));
        Assert.That(result.Proof.Subject, Is.EqualTo(Named));
        Assert.That(result.Proof.Recipient, Is.EqualTo(Recipient));
        Assert.That(result.Proof.AsOf, Is.EqualTo(AsOf));
        Assert.That(result.Proof.Links, Has.Count.EqualTo(1));
        Assert.That(verification.ReplayKey, Is.EqualTo(new ReplayKey(Scope.ToFr(), Named.ToFr(), false)));
    }

    [Test]
    public async Task ProveAsync_OnLentThreads_TakesThemWhileItComputes_AndGivesThemBack()
    {
        var pool = new LeasePool(new ProofPipelineOptions { MaxThreads = 2, MemoryBudget = 1L << 40 }, () => { });
        var job = Job(Named, ProofStatement.SetMembership());
        using var alone = pool.TryTake(Prover.Plan(job, CircuitSize.Small), 0, waiting: 2)!;
        using (pool.TryTake(alone.Plan, 0, waiting: 1)) Assert.That(alone.Threads, Is.EqualTo(1));

        var result = await Prover.ProveAsync(job, alone.Plan);

        Assert.That((alone.Lent.Degree, alone.Lent.Peak), Is.EqualTo((1, 2)));
        Assert.That((result.Plan.Lent, result.Plan.MaxDegreeOfParallelism), Is.EqualTo(((object?)null, 1)));
        Assert.That((await VerifierAsync()).Verify(result.Proof, Expect() with { Bounds = ScoreBounds.Any }).IsValid, Is.True);
    }

    [Test]
    public async Task ProveAsync_TellsWhatItTook_AndTheFirstWhatLoadingItsKeyTook()
    {
        _ = await KeyStore.GetAsync(CircuitSize.Small); // so that the file is there
        var folder = Path.Combine(AppContext.BaseDirectory, "dev-keys");
        var circuit = ReputationCircuits.Digest(CircuitSize.Small)[..16];
        var file = new DirectoryInfo(folder).GetFiles($"small-{circuit}-*.zkey").Single();
        var options = new ProvingKeyStoreOptions { EnvironmentName = "Development" }.UseDevelopmentKeys(folder);
        var prover = new ReputationProver(new ProvingKeyStore(options));
        var job = Job(Named, ProofStatement.SetMembership());
        var plan = prover.Plan(job, CircuitSize.Small) with { MaxDegreeOfParallelism = 2 };

        var first = (await prover.ProveAsync(job, plan)).Resources;
        var (proof, other) = await BothAsync(prover.ProveAsync(job, plan), prover.ProveAsync(job, plan));

        Assert.That(first.DiskBytes, Is.GreaterThanOrEqualTo(file.Length));
        foreach (var took in new[] { proof, other })
        {
            Assert.That(took.DiskBytes, Is.Zero);
            Assert.That(took.PeakBytes, Is.GreaterThan(Fr.Size * ReputationCircuits.Get(CircuitSize.Small).R1cs.WireCount));
            Assert.That(took.PeakBytes, Is.LessThan(2 * plan.EstimatedBytes), "The other's memory is not its own.");
            Assert.That(took.ProcessorTime, ThreadTime.IsKnown ? Is.GreaterThan(TimeSpan.Zero) : Is.EqualTo(TimeSpan.Zero));
        }

        static async Task<(ProverResources, ProverResources)> BothAsync(Task<ProverResult> one, Task<ProverResult> other) =>
            ((await one).Resources, (await other).Resources);
    }

    [Test]
    public async Task FindKeyHash_LoadsAKeyOnlyIfItMay()
    {
        var key = await KeyStore.GetAsync(CircuitSize.Small);
        var store = new CountingStore(() => key);
        var prover = new ReputationProver(store);

        Assert.That(await prover.FindKeyHashAsync(CircuitSize.Small, loads: false), Is.Null);
        Assert.That(store.Calls, Is.Zero);
        Assert.That(await prover.FindKeyHashAsync(CircuitSize.Small, loads: true), Is.EqualTo(key.VerifyingKey.Hash));
        Assert.That(await prover.FindKeyHashAsync(CircuitSize.Small, loads: false), Is.EqualTo(key.VerifyingKey.Hash));
        Assert.That(store.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task FindKeyHash_OfACircuitWithoutAKey_IsNull()
    {
        var prover = new ReputationProver(new CountingStore(() => throw new ProvingKeyNotFoundException(CircuitSize.Large, "large.zkey")));

        Assert.That(await prover.FindKeyHashAsync(CircuitSize.Large, loads: true), Is.Null);
    }

    [Test]
    public void FindKeyHash_OfNoCircuit_Throws() => Assert.That(
        async () => await Prover.FindKeyHashAsync((CircuitSize)7, loads: false), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task ProveAsync_Threshold_ShowsTheThresholdOnly()
    {
        var threshold = Score(Named) - 10_000;

        var result = await SharedAsync(Named, ProofStatement.Threshold(threshold));

        Assert.That(result.Proof.Bounds, Is.EqualTo(ScoreBounds.AtLeast(threshold)));
        Assert.That(
            (await VerifierAsync()).Verify(result.Proof, Expect() with { Bounds = ScoreBounds.AtLeast(threshold) }).IsValid, Is.True);
    }

    [Test]
    public async Task ProveAsync_Range_ShowsTheRangeOnly()
    {
        var range = new ScoreBounds(Score(Named), Score(Named) + 1);

        var result = await SharedAsync(Named, ProofStatement.Range(range.Minimum, range.Maximum));

        Assert.That(result.Proof.Bounds, Is.EqualTo(range));
        Assert.That((await VerifierAsync()).Verify(result.Proof, Expect() with { Bounds = range }).IsValid, Is.True);
    }

    [Test]
    public async Task ProveAsync_SetMembership_SaysNothingOfTheScore()
    {
        var result = await SharedAsync(Named, ProofStatement.SetMembership());

        Assert.That(result.Proof.Bounds, Is.EqualTo(ScoreBounds.Any));
        Assert.That((await VerifierAsync()).Verify(result.Proof, Expect()).IsValid, Is.True);
    }

    [Test]
    public async Task ProveAsync_Anonymous_ShowsTheNullifierInPlaceOfTheSubject()
    {
        var result = await SharedAsync(Hidden, ProofStatement.Threshold(100_000).Anonymously());

        var verification = (await VerifierAsync()).Verify(result.Proof, Expect(ProofMode.Anonymous));

        Assert.That(verification.ToString(), Is.EqualTo("valid"));
        Assert.That(result.Proof.Subject, Is.Null);
        Assert.That(result.Proof.Nullifier, Is.EqualTo(HiddenIdentity.NullifierFor(Scope.ToFr())));
        Assert.That(verification.ReplayKey, Is.EqualTo(new ReplayKey(Scope.ToFr(), result.Proof.Nullifier, true)));
    }

    [Test]
    public async Task ProveAsync_AnonymousExactAndMembership_Verify()
    {
        ProofStatement[] statements =
        [
            ProofStatement.Exact().Anonymously(allowIdentifyingBounds: true),
            ProofStatement.SetMembership().Anonymously(),
        ];
        var verifier = await VerifierAsync();
        foreach (var statement in statements)
        {
            var result = await ProveAsync(Job(Hidden, statement));
            Assert.That(verifier.Verify(result.Proof, Expect(ProofMode.Anonymous)).ToString(), Is.EqualTo("valid"), statement.ToString());
        }
    }

    [Test]
    public async Task ProveAsync_MoreAttestationsThanALink_ChainsLinks()
    {
        var result = await SharedAsync(Long, ProofStatement.Exact());

        Assert.That(result.Proof.Links, Has.Count.EqualTo(3));
        Assert.That(result.Proof.Bounds.Minimum, Is.EqualTo(Score(Long)));
        Assert.That((await VerifierAsync()).Verify(result.Proof, Expect()).ToString(), Is.EqualTo("valid"));
    }

    [Test]
    public async Task ProveAsync_AnonymousInLinks_Verifies()
    {
        var result = await SharedAsync(HiddenLong, ProofStatement.Threshold(1).Anonymously());

        Assert.That(result.Proof.Links, Has.Count.EqualTo(2));
        Assert.That((await VerifierAsync()).Verify(result.Proof, Expect(ProofMode.Anonymous)).ToString(), Is.EqualTo("valid"));
    }

    [Test]
    public async Task ProveAsync_Twice_BlindsStatesAfreshAndReportsEveryStage()
    {
        var observer = new ListProgress();
        var job = Job(HiddenLong, ProofStatement.Threshold(1).Anonymously());
        var first = (await SharedAsync(HiddenLong, ProofStatement.Threshold(1).Anonymously())).Proof;
        var result = await Prover.ProveAsync(job, Prover.Plan(job, CircuitSize.Small) with { MaxDegreeOfParallelism = 1 }, observer);
        var second = result.Proof;

        Assert.That(observer.Reports.Select(report => report.Fraction), Is.Ordered);
        Assert.That(observer.Reports[^1], Is.EqualTo(new ProverProgress { Stage = ProverStage.Checking, Link = 2, LinkCount = 2, Fraction = 1 }));
        Assert.That(
            observer.Reports.Select(report => report.Stage).Distinct(),
            Is.SupersetOf(new[] { ProverStage.Planning, ProverStage.Witness, ProverStage.Proving, ProverStage.Checking }));
        Assert.That(result.Timings.Total, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(
            second.Links[0].Signals[ReputationSignals.NextState], Is.Not.EqualTo(first.Links[0].Signals[ReputationSignals.NextState]));
        Assert.That(second.Links[1].Proof, Is.Not.EqualTo(first.Links[1].Proof));
        Assert.That(second.Nullifier, Is.EqualTo(first.Nullifier));
    }

    [Test]
    public void ProveAsync_WithoutActiveEvidence_FailsBeforeAnyKeyIsAskedFor()
    {
        var keys = new ForbiddenKeys();
        var job = Job(Expired, ProofStatement.SetMembership());

        Assert.That(
            async () => await new ReputationProver(keys).ProveAsync(job, ProofPlan.For(5, CircuitSize.Small)),
            Throws.TypeOf<InsufficientEvidenceException>());
    }

    [Test]
    public void ProveAsync_WithScoreOutsideTheBounds_FailsBeforeAnyKeyIsAskedFor()
    {
        var prover = new ReputationProver(new ForbiddenKeys());
        ProofJob[] jobs = [Job(Named, ProofStatement.Threshold(Score(Named) + 1)), Job(Named, ProofStatement.Range(0, Score(Named) - 1))];
        foreach (var job in jobs)
        {
            var failure = Assert.ThrowsAsync<StatementNotSatisfiedException>(
                async () => await prover.ProveAsync(job, prover.Plan(job, CircuitSize.Small)));
            Assert.That(failure!.Message, Does.Not.Contain(" " + Score(Named) + " "));
        }
    }

    [Test]
    public void ProveAsync_WithAPathThatLeadsElsewhere_FailsBeforeAnyKeyIsAskedFor()
    {
        var opening = People.Open(Named);
        var moved = new RegistryOpening(
            opening.Root + Fr.One, opening.SubjectKey, opening.Subject, opening.Bundle, opening.Salt, opening.Path);
        var job = new ProofJob(moved, ProofStatement.Exact(), Recipient, Scope, AsOf);

        Assert.That(
            async () => await new ReputationProver(new ForbiddenKeys()).ProveAsync(job, ProofPlan.For(40, CircuitSize.Small)),
            Throws.TypeOf<RegistryOpeningException>());
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task ProveAsync_WithAKeyThatMakesWrongProofs_HandsOutNone(int links)
    {
        var contents = SnarkjsMade.ContentsOf(await KeyStore.GetAsync(CircuitSize.Small));
        var h = SnarkjsMade.Changed(contents.H, contents.DomainSize, points => points[5] = -points[5]);
        var wrong = new ProvingKey(contents with { H = h });
        var prover = new ReputationProver(new CountingStore(() => wrong));
        var job = links == 1 ? Job(Named, ProofStatement.Exact()) : Job(HiddenLong, ProofStatement.SetMembership().Anonymously());
        var plan = prover.Plan(job, CircuitSize.Small);
        Assert.That(plan.LinkCount, Is.EqualTo(links));

        var failure = Assert.ThrowsAsync<WitnessRejectedException>(() => prover.ProveAsync(job, plan));

        Assert.That(failure!.Reason, Is.EqualTo(WitnessRejection.NotSatisfying));
    }

    [Test]
    public void ProveAsync_WithThePlanOfAnotherJob_Throws()
    {
        var failure = Assert.ThrowsAsync<ProofJobException>(
            async () => await Prover.ProveAsync(Job(Named, ProofStatement.Exact()), ProofPlan.For(41, CircuitSize.Small)));

        Assert.That(failure!.Rejection, Is.EqualTo(ProofJobRejection.PlanDoesNotFit));
    }

    [TestCase(ProverStage.Planning)]
    [TestCase(ProverStage.Witness)]
    [TestCase(ProverStage.Proving)]
    [TestCase(ProverStage.Checking)]
    [CancelAfter(60_000)]
    public async Task ProveAsync_CancelledInAStage_EndsWithoutAProof(ProverStage stage, CancellationToken timeout)
    {
        _ = await KeyStore.GetAsync(CircuitSize.Small, cancellationToken: timeout);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(timeout);
        var observer = new ListProgress { OnReport = report => { if (report.Stage == stage) cancellation.Cancel(); } };
        var job = Job(Named, ProofStatement.SetMembership());

        Assert.That(
            async () => await Prover.ProveAsync(job, Prover.Plan(job, CircuitSize.Small), observer, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(timeout.IsCancellationRequested, Is.False);
        Assert.That(observer.Reports.Select(report => report.Fraction), Has.None.EqualTo(1d));
    }

    [Test]
    [CancelAfter(60_000)]
    public void ProveAsync_CancelledWhileTheKeyIsAwaited_Ends(CancellationToken timeout)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(timeout);
        var job = Job(Named, ProofStatement.SetMembership());
        var keys = new StuckKeys(cancellation.Cancel);

        Assert.That(
            async () => await new ReputationProver(keys).ProveAsync(job, ProofPlan.For(40, CircuitSize.Small), null, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(timeout.IsCancellationRequested, Is.False);
    }

    [Test]
    public void ProveAsync_RunsNothingOnTheCallersThread()
    {
        var caller = Environment.CurrentManagedThreadId;
        var threads = new List<int>();
        var observer = new ListProgress { OnReport = _ => threads.Add(Environment.CurrentManagedThreadId) };
        var job = Job(Expired, ProofStatement.SetMembership());

        var proving = Prover.ProveAsync(job, Prover.Plan(job, CircuitSize.Small), observer);

        Assert.That(async () => await proving, Throws.TypeOf<InsufficientEvidenceException>());
        Assert.That(threads, Is.Not.Empty.And.None.EqualTo(caller));
    }

    private sealed class ListProgress : IProgress<ProverProgress>
    {
        public Action<ProverProgress>? OnReport { get; init; }

        public List<ProverProgress> Reports { get; } = [];

        public void Report(ProverProgress value)
        {
            Reports.Add(value);
            OnReport?.Invoke(value);
        }
    }

    private sealed class ForbiddenKeys : IProvingKeyStore
    {
        public Task<ProvingKey> GetAsync(CircuitSize size, IProgress<double>? progress, CancellationToken cancellationToken) =>
            throw new AssertionException("The key was asked for.");
    }

    private sealed class StuckKeys(Action asked) : IProvingKeyStore
    {
        public async Task<ProvingKey> GetAsync(CircuitSize size, IProgress<double>? progress, CancellationToken cancellationToken)
        {
            asked();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }

    private sealed class CountingStore(Func<ProvingKey> give) : IProvingKeyStore
    {
        public int Calls { get; private set; }

        public Task<ProvingKey> GetAsync(
            CircuitSize size, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Task.FromResult(give());
        }
    }
}
