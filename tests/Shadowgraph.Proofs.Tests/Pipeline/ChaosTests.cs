using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Tests.Audit;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>
/// A hundred users and a prover that fails, hangs, throws and ignores its cancellation: every request ends once, the counts agree, and
/// nothing is left. Time is the test's own, so that no machine is too slow for it. Budget: 15 s for the short form.
/// </summary>
/// <remarks>Each form has a process of its own, whose memory, threads and unobserved exceptions are counted.</remarks>
[TestFixture]
public sealed class ChaosTests
{
    private const int Users = 100;
    private const long MemoryBound = 2 << 20;
    private const int ThreadBound = 4;

    [Test]
    public Task Pipeline_HundredUsersAndABadProver_EndsEveryRequestOnce([Values("1", "2")] string seed) => ChildProcess.RunAsync(RunShortAsync, seed);

    [Test]
    [Category("Long")]
    public Task Pipeline_TenThousandRequests_EndsEveryRequestOnce() => ChildProcess.RunAsync(RunLongAsync);

    private static Task RunShortAsync(string seed) => RunAsync(int.Parse(seed, CultureInfo.InvariantCulture), 3, 6);

    private static Task RunLongAsync() => RunAsync(3, 50, 100);

    // Requests of each user: up to the first measurement, and in all.
    private static async Task RunAsync(int seed, int half, int all)
    {
        var unobserved = new ConcurrentQueue<Exception>();
        TaskScheduler.UnobservedTaskException += (_, e) => unobserved.Enqueue(e.Exception);
        var threads = OwnThreads();
        var ledger = new ChaosLedger();
        ScriptedProver prover = null!;
        PipelineUnderTest world = null!;
        world = new PipelineUnderTest(
            configure: options =>
            {
                options.MaxConcurrency = 8;
                options.MaxThreads = 8;
                options.AttemptTimeout = TimeSpan.FromSeconds(1);
                options.CancellationGrace = TimeSpan.FromMilliseconds(300);
                options.TotalTimeout = TimeSpan.FromSeconds(60);
                options.ShutdownTimeout = TimeSpan.FromMilliseconds(500);
                options.Recovery.BaseDelay = TimeSpan.FromMilliseconds(20);
                options.Audit.Capacity = 20_000;
                options.Recovery.MaxDelay = TimeSpan.FromMilliseconds(100);
            },
            replace: services => services with
            {
                Prover = prover = new ScriptedProver { KeepsCalls = false },
                Strategies =
                [
                    new ResourceStrategy(services.Options.Recovery),
                    new CircuitFallbackStrategy(services.Options.Recovery),
                    new RetryStrategy(services.Options.Recovery),
                ],
                Cache = new MemoryProofCache(services.Options.Cache, services.Time),
                Sinks = [new ThrowingSink(), ledger],
                Logger = NullLogger.Instance,
            });
        prover.Script = new ChaosScript(world.Time, seed).RunAsync;
        var pipeline = world.Pipeline;
        var observers = Task.WhenAll(ObserveAsync(world, ledger, slow: false), ObserveAsync(world, ledger, slow: true));

        await world.PassTimeUntilAsync(ServeAsync(world, ledger, seed, half), Tick);
        await ledger.CloseAsync();
        await LetAllReturnAsync(world, prover);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await world.PassTimeUntilAsync(ServeAsync(world, ledger, seed + 100, all - half), Tick);
        await ledger.CloseAsync();
        await LetAllReturnAsync(world, prover);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        var statistics = pipeline.Statistics;
        await StopInFullFlightAsync(world, prover);
        await world.PassTimeUntilAsync(observers, Tick);
        await world.DisposeAsync();

        Console.WriteLine($"{statistics}\n{before >> 10} KiB at half, {after >> 10} KiB at the end.");
        Assert.That(ledger.Violations, Is.Empty);
        Assert.That(AuditRules.ViolationsOf(world.Audit), Is.Empty);
        Assert.That(world.Audit.Verify().ToString(), Is.EqualTo("intact"));
        AssertCountsAgree(statistics, ledger, Users * all);
        Assert.That(after - before, Is.LessThan(MemoryBound));
        Assert.That(prover.Running, Is.Zero);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(unobserved, Is.Empty);
        Assert.That(OwnThreads(), Is.LessThanOrEqualTo(threads + ThreadBound));
    }

    private static TimeSpan Tick => TimeSpan.FromMilliseconds(25);

    private static Task ServeAsync(PipelineUnderTest world, ChaosLedger ledger, int seed, int requests) => Task.WhenAll(
        Enumerable.Range(0, Users).Select(
            number => Task.Run(() => new ChaosUser(world.Pipeline, world.Time, ledger, number, seed).RunAsync(requests))));

    private static async Task ObserveAsync(PipelineUnderTest world, ChaosLedger ledger, bool slow)
    {
        var sequence = -1L;
        await foreach (var snapshot in world.Pipeline.ObserveAsync())
        {
            var now = snapshot.Statistics;
            if (snapshot.Sequence <= sequence) ledger.Violations.Enqueue($"snapshot {snapshot.Sequence} after {sequence}");
            sequence = snapshot.Sequence;
            if (now.Submitted != now.Waiting + now.Running + now.Completed + now.Failed + now.Cancelled)
                ledger.Violations.Enqueue($"{now} does not add up");
            if (slow) await Task.Delay(TimeSpan.FromMilliseconds(200), world.Time);
        }
    }

    // Provers that ignored their cancellation are still on their way.
    private static Task LetAllReturnAsync(PipelineUnderTest world, ScriptedProver prover) => world.PassTimeUntilAsync(
        Task.Run(async () =>
        {
            while (prover.Running > 0 || world.Pipeline.Statistics.Abandoned > 0) await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        }),
        TimeSpan.FromSeconds(1));

    private static async Task StopInFullFlightAsync(PipelineUnderTest world, ScriptedProver prover)
    {
        prover.Script = Scripts.Hang;
        var tickets = new List<ProofTicket>();
        for (var i = 0; i < 50; i++) tickets.Add(await world.Pipeline.SubmitAsync(PipelineWorld.Request(i, recipient: 5_000_000 + i)));
        await world.PassTimeUntilAsync(world.Pipeline.StopAsync(), Tick);

        Assert.That(tickets.Select(ticket => ticket.Completion.IsCompleted), Is.All.True, "Stopping ends every request.");
        Assert.That(
            tickets.Select(ticket => ticket.Completion.Result.Error?.Type), Is.All.EqualTo(ProofErrorType.ProofGenerationCancelled));
        Assert.That(
            async () => await world.Pipeline.SubmitAsync(PipelineWorld.Request()),
            Throws.TypeOf<ProofErrorException>().With.Property(nameof(ProofErrorException.Error))
                .Property(nameof(ProofError.Type)).EqualTo(ProofErrorType.WorkerUnavailable));
    }

    private static void AssertCountsAgree(PipelineStatistics statistics, ChaosLedger ledger, int requests)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(statistics.Submitted, Is.EqualTo(statistics.Completed + statistics.Failed + statistics.Cancelled));
            Assert.That(statistics.Waiting, Is.Zero);
            Assert.That(statistics.Running, Is.Zero);
            Assert.That(statistics.ProcessorsInUse, Is.Zero);
            Assert.That(statistics.Abandoned, Is.Zero);
            Assert.That(ledger.Completed + ledger.Failed + ledger.Cancelled + ledger.Withdrawn + ledger.Refused + ledger.Late, Is.EqualTo(requests));
            Assert.That(statistics.Completed, Is.EqualTo(ledger.Completed), "completed");
            Assert.That(
                statistics.Failed, Is.InRange(ledger.Failed, ledger.Failed + ledger.Late), "failed, some of them before any attempt");
            Assert.That(
                statistics.Cancelled, Is.InRange(ledger.Cancelled, ledger.Cancelled + ledger.Withdrawn), "cancelled or withdrawn");
            Assert.That(
                statistics.Refused, Is.InRange(ledger.Refused, ledger.Refused + ledger.Withdrawn + ledger.Late), "refused, withdrawn or late at the door");
            Assert.That(ledger.Count(ProofEventKind.Completed), Is.GreaterThanOrEqualTo(statistics.Completed));
            Assert.That(ledger.Count(ProofEventKind.Failed), Is.GreaterThanOrEqualTo(statistics.Failed));
            Assert.That(ledger.Completed, Is.GreaterThan(0));
            Assert.That(ledger.Failed, Is.GreaterThan(0));
            Assert.That(ledger.Cancelled, Is.GreaterThan(0));
            Assert.That(statistics.Joined, Is.GreaterThan(0));
            Assert.That(statistics.ServedFromCache, Is.GreaterThan(0));
            Assert.That(ledger.Count(ProofEventKind.ServedFromCache), Is.EqualTo(statistics.ServedFromCache));
            Assert.That(ledger.Count(ProofEventKind.Retried), Is.GreaterThan(0));
            Assert.That(ledger.Count(ProofEventKind.Abandoned), Is.GreaterThan(0));
            Assert.That(ledger.Refused, Is.LessThan(requests / 10), "Most are let in.");
        }
    }

    /// <summary>Threads that are not the pool's: that one keeps its own for a while.</summary>
    private static int OwnThreads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count - ThreadPool.ThreadCount;
    }
}
