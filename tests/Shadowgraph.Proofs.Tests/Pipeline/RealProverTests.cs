using System.Diagnostics;
using Shadowgraph.Proofs.Circuits;
using static Shadowgraph.Proofs.Tests.Pipeline.RealPipeline;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>The whole way with real proofs, each checked by a verifier of its own. Budget: 20 s.</summary>
[TestFixture]
[NonParallelizable]
public sealed class RealProverTests
{
    private static readonly TimeSpan Patience = Wait.Patience;

    [Test]
    public async Task Requests_OfSeveralSubjectsAndKinds_GetTheirOwnProofs()
    {
        await using var world = new RealPipeline();
        var score = People.Open(Named).Fuse(AsOf).ScoreMillionths;
        ProofRequest[] requests =
        [
            Request(Named, ProofStatement.Exact()),
            Request(Hidden, ProofStatement.Threshold(100_000).Anonymously()),
            Request(OtherLong, ProofStatement.SetMembership()),
            Request(Named, ProofStatement.Exact()),
            Request(Named, ProofStatement.Range(score, score + 1), recipient: 1),
            Request(HiddenLong, ProofStatement.SetMembership().Anonymously()),
        ];

        var results = await SubmitAllAsync(world, requests);

        for (var i = 0; i < requests.Length; i++) await CheckAsync(requests[i], results[i]);
        Assert.That(world.Prover.Proofs, Has.Count.EqualTo(5), "Two of them are equal, and proved once.");
        Assert.That(results[3].Proof, Is.SameAs(results[0].Proof));
        Assert.That(results[0].Timings.Proving, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(results[0].Timings.Total, Is.GreaterThanOrEqualTo(results[0].Timings.Processing));
        Assert.That(world.Pipeline.Statistics.Joined, Is.EqualTo(1));

        var again = await world.Pipeline.ProveAsync(requests[0]);

        await CheckAsync(requests[0], again);
        Assert.That(again.IsFromCache, Is.True);
        Assert.That(again.RequestId, Is.Not.EqualTo(results[0].RequestId));
        Assert.That(world.Prover.Proofs, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Large_UnderABudgetThatOnlySmallFits_IsProvedInLinks()
    {
        var small = new ProofPlan(CircuitSize.Small, 300) { MaxDegreeOfParallelism = 1 };
        await using var world = new RealPipeline(options => options.MemoryBudget = small.EstimatedBytes + small.EstimatedKeyBytes);
        var request = Request(Popular, ProofStatement.Exact(), largest: CircuitSize.Large);
        Assert.That(Prover.Plan(Job(Popular, ProofStatement.Exact()), CircuitSize.Large).Size, Is.EqualTo(CircuitSize.Large));

        var result = await world.Pipeline.ProveAsync(request);

        await CheckAsync(request, result);
        Assert.That(result.Circuit, Is.EqualTo(CircuitSize.Small));
        Assert.That(result.LinkCount, Is.EqualTo(5));
    }

    [Test]
    public async Task Progress_OfAChain_RisesFrom0To100ThroughAllStages()
    {
        await using var world = new RealPipeline();
        var ticket = await world.Pipeline.SubmitAsync(Request(Long, ProofStatement.Exact(), recipient: 7));
        var reports = new List<ProofProgress>();

        await foreach (var report in world.Pipeline.WatchAsync(ticket.Id)) reports.Add(report);

        Assert.That(reports.Select(report => report.Percent), Is.Ordered);
        Assert.That(reports.Select(report => report.Sequence), Is.Ordered.And.Unique);
        Assert.That(reports[0].Percent, Is.LessThan(20));
        Assert.That(reports[^1], Has.Property(nameof(ProofProgress.Percent)).EqualTo(100));
        Assert.That(reports[^1].State, Is.EqualTo(ProofState.Completed));
        Assert.That(reports.Select(report => report.Stage), Has.Some.EqualTo(ProofStage.Proving));
        Assert.That(reports.Count(report => report.Stage == ProofStage.Proving), Is.GreaterThan(5));
        Assert.That(reports.Where(report => !report.IsFinal).Select(report => report.Percent), Is.All.LessThan(100));
        Assert.That(reports.Select(report => report.Description), Is.All.Not.Empty);
    }

    [Test]
    public async Task Cancel_WhileProving_StopsTheProver()
    {
        // The proof waits where it is cancelled, or it could be done first.
        var proving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        await using var world = new RealPipeline();
        world.Prover.BeforeReport = report =>
        {
            if (report.Stage != ProverStage.Proving) return;
            proving.TrySetResult();
            goOn.Wait(Patience);
        };
        var ticket = await world.Pipeline.SubmitAsync(Request(Long, ProofStatement.Exact(), recipient: 8));
        await proving.Task.WaitAsync(Patience);

        var cancelled = world.Pipeline.Cancel(ticket.Id);
        goOn.Set();
        var result = await ticket.Completion.WaitAsync(Patience);

        Assert.That(cancelled, Is.True);
        Assert.That(result.State, Is.EqualTo(ProofState.Cancelled));
        Assert.That(world.Prover.Proofs.TryDequeue(out var proof), Is.True);
        Assert.That(async () => await proof!.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(proof!.IsCanceled, Is.True, "The prover gave up, and did not finish behind the caller's back.");

        var request = Request(Named, ProofStatement.Exact(), recipient: 9);
        await CheckAsync(request, await world.Pipeline.ProveAsync(request));
    }

    [Test]
    [Category("Long")]
    public Task TwoHundredRequests_OfMixedSizeAndPriority_AreProvedWithinBounds() => ChildProcess.RunAsync(CheckTwoHundredRequestsAsync);

    private static async Task CheckTwoHundredRequestsAsync()
    {
        const long managedBound = 32L << 20;
        const long processBound = 400L << 20;
        await using var world = new RealPipeline(options =>
        {
            options.Queue.Capacity = 200;
            options.QueueTimeout = TimeSpan.FromMinutes(30);
            options.TotalTimeout = TimeSpan.FromMinutes(60);
            options.AttemptTimeout = TimeSpan.FromMinutes(10);
        });
        var requests = MixedRequests();

        // Keys, circuits and buffers are there once each size was proved.
        foreach (var size in Enum.GetValues<CircuitSize>())
            await world.Pipeline.ProveAsync(Request(Popular, ProofStatement.SetMembership(), recipient: 1000, largest: size));
        var before = Footprint();
        var clock = Stopwatch.StartNew();

        var results = await SubmitAllAsync(world, requests);

        var elapsed = clock.Elapsed;
        var after = Footprint();
        for (var i = 0; i < requests.Length; i++) await CheckAsync(requests[i], results[i]);
        var statistics = world.Pipeline.Statistics;
        Console.WriteLine(
            $"{requests.Length} requests, {world.Prover.Proofs.Count - 3} proofs, {statistics.Joined} joined, "
            + $"{statistics.ServedFromCache} cached, in {elapsed}; before {before}, after {after}");
        Assert.That(statistics.Completed, Is.EqualTo(requests.Length + 3));
        Assert.That(statistics.Joined + statistics.ServedFromCache, Is.EqualTo(requests.Length + 3 - world.Prover.Proofs.Count));
        Assert.That(statistics.ProcessorsInUse, Is.Zero);
        Assert.That(after.Managed - before.Managed, Is.LessThan(managedBound));
        Assert.That(after.Process - before.Process, Is.LessThan(processBound));
        Assert.That(after.OwnThreads, Is.LessThanOrEqualTo(before.OwnThreads + 4));
        AssertUrgentOnesCameFirst(requests, results);
    }

    private static ProofRequest[] MixedRequests()
    {
        var random = new Random(1);
        var requests = new ProofRequest[200];
        for (var i = 0; i < requests.Length; i++)
        {
            // Some are about long subjects, and about one in three has been asked before.
            var (subject, statement, largest) = i switch
            {
                < 4 => (Popular, ProofStatement.Exact(), (CircuitSize)(i % 3)),
                < 10 => (i % 2 == 0 ? Long : OtherLong, ProofStatement.Exact(), CircuitSize.Medium),
                < 50 => (Hidden, ProofStatement.Threshold(100_000 + i).Anonymously(), CircuitSize.Large),
                < 130 => (Named, ProofStatement.Threshold(100_000 + i), CircuitSize.Large),
                _ => (i % 2 == 0 ? Named : Long, ProofStatement.SetMembership(), CircuitSize.Medium),
            };
            requests[i] = With(Request(subject, statement, recipient: i < 130 ? i : 500 + i % 4, largest), (ProofPriority)random.Next(4));
        }

        random.Shuffle(requests);
        return requests;
    }

    private static ProofRequest With(ProofRequest request, ProofPriority priority) => new(request.Opening, request.Statement)
    {
        Recipient = request.Recipient,
        Scope = request.Scope,
        AsOf = request.AsOf,
        MaxCircuitSize = request.MaxCircuitSize,
        Identity = request.Identity,
        UserId = request.Recipient,
        Priority = priority,
    };

    private static async Task<ProofResult[]> SubmitAllAsync(RealPipeline world, ProofRequest[] requests)
    {
        var tickets = new List<ProofTicket>();
        foreach (var request in requests) tickets.Add(await world.Pipeline.SubmitAsync(request));
        return await Task.WhenAll(tickets.Select(ticket => ticket.Completion));
    }

    private static void AssertUrgentOnesCameFirst(ProofRequest[] requests, ProofResult[] results)
    {
        double MeanWait(ProofPriority priority) => requests.Zip(results)
            .Where(pair => pair.First.Priority == priority).Average(pair => pair.Second.Timings.Queued.TotalSeconds);
        Assert.That(MeanWait(ProofPriority.Critical), Is.LessThan(MeanWait(ProofPriority.Low)));
    }

    private static (long Managed, long Process, int OwnThreads) Footprint()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (managed, process.WorkingSet64, process.Threads.Count - ThreadPool.ThreadCount);
    }
}
