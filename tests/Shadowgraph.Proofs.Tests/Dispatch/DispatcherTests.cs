using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Tests.Queue;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Who is begun when what is before them goes away, and what a queue that lies costs.</summary>
[TestFixture]
public sealed class DispatcherTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    // What the large circuit needs alone: it has to wait while anything runs, and small ones fit beside one another.
    private static readonly ProofPlan Large = new(CircuitSize.Large, 300);
    private static readonly long Budget = Large.BytesWith(1) + Large.EstimatedKeyBytes;

    [Test]
    public async Task NextInLine_ThatDoesNotFit_Cancelled_LetsTheOnesBehindItBegin()
    {
        var queue = new SlowQueue();
        await using var test = Make(queue);
        var large = await HoldUpAsync(test, queue);

        test.Pipeline.Cancel(large.Id);

        Assert.That((await test.Prover.NextCallAsync()).Job.Opening, Is.SameAs(PipelineWorld.Opening(1)));
    }

    [Test]
    public async Task NextInLine_ThatDoesNotFit_IsOvertakenByOneThatIsRaised()
    {
        var queue = new SlowQueue();
        await using var test = Make(queue);
        await HoldUpAsync(test, queue);

        await test.Pipeline.SubmitAsync(PipelineWorld.Request(1, priority: ProofPriority.Critical));

        Assert.That((await test.Prover.NextCallAsync()).Job.Opening, Is.SameAs(PipelineWorld.Opening(1)));
    }

    [Test]
    public async Task ReturningFlight_ThatDoesNotFit_Cancelled_LetsTheQueueGoOn()
    {
        var queue = new SlowQueue { IsQuick = true };
        await using var test = Make(queue, new InASecond());
        var plans = 0;
        test.Prover.Planner = (job, largest) =>
        {
            Interlocked.Increment(ref plans);
            return ProofPlan.For(job.Opening.AttestationCount, largest);
        };
        var returning = await test.Pipeline.SubmitAsync(PipelineWorld.LargeRequest());
        var failing = await test.Prover.NextCallAsync();
        failing.Fail(Faults.Classified(ProofErrorType.NetworkError));
        await Wait.UntilAsync(() => test.Pipeline.Find(returning.Id)!.Progress.Stage == ProofStage.Recovering);

        queue.IsQuick = false;
        _ = test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var running = await queue.NextAsync();
        var waiting = test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var behind = await queue.NextAsync();
        await running.LetInAsync();
        await test.Prover.NextCallAsync();
        await test.PassTimeUntilAsync(Wait.UntilAsync(() => Volatile.Read(ref plans) == 4));
        await behind.LetInAsync();
        await waiting.WaitAsync(Soon);

        test.Pipeline.Cancel(returning.Id);

        Assert.That((await test.Prover.NextCallAsync()).Job.Opening, Is.SameAs(PipelineWorld.Opening(1)));
    }

    [Test]
    public async Task Queue_ThatSaysItLetGoAndDidNot_IsNotAskedWithoutEnd()
    {
        var queue = new LyingQueue();
        await using var test = new PipelineUnderTest(replace: services => services with { Queue = queue });
        await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        await Wait.UntilAsync(() =>
            queue.Peeks >= LyingQueue.Most || test.Logger.Messages.Any(message => message.Text.Contains("unknown item")));

        Assert.That(queue.Peeks, Is.LessThan(10));
    }

    private static PipelineUnderTest Make(SlowQueue queue, params IRecoveryStrategy[] strategies) => new(
        Scripts.ByHand, options => options.MemoryBudget = Budget,
        services => services with { Queue = queue, Strategies = strategies });

    /// <summary>One small proof runs with a part of the threads, a large one does not fit beside it, a small one is behind that.</summary>
    /// <returns>The large one.</returns>
    private static async Task<ProofTicket> HoldUpAsync(PipelineUnderTest test, SlowQueue queue)
    {
        var tickets = new List<Task<ProofTicket>>();
        var entries = new List<SlowQueue.Entry>();
        foreach (var request in (ProofRequest[])[PipelineWorld.Request(0), PipelineWorld.LargeRequest(), PipelineWorld.Request(1)])
        {
            tickets.Add(test.Pipeline.SubmitAsync(request));
            entries.Add(await queue.NextAsync());
        }

        foreach (var entry in entries)
        {
            await entry.LetInAsync();
            if (entry == entries[0]) await test.Prover.NextCallAsync();
        }

        var all = await Task.WhenAll(tickets).WaitAsync(Soon);
        Assert.That(test.Prover.Calls, Is.EqualTo(1));
        return all[1];
    }

    private sealed class InASecond : IRecoveryStrategy
    {
        public RecoveryDecision Decide(RecoveryContext context) => RecoveryDecision.RetryAfter(TimeSpan.FromSeconds(1));
    }

    /// <summary>Names one and the same item for ever, as a replica does that lags behind.</summary>
    private sealed class LyingQueue : IProofQueue
    {
        public const int Most = 100_000;

        private readonly ProofQueueItem _stranger = QueueItems.Item();

        private int _peeks;

        public int Peeks => Volatile.Read(ref _peeks);

        public int Capacity => 100;

        public ValueTask<bool> TryEnqueueAsync(ProofQueueItem item, CancellationToken cancellationToken = default) => new(true);

        public ValueTask<ProofQueueItem?> PeekAsync(CancellationToken cancellationToken = default) =>
            new(Interlocked.Increment(ref _peeks) < Most ? _stranger : null);

        public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellationToken = default) => new(true);

        public ValueTask<bool> RaiseAsync(Guid id, ProofPriority priority, CancellationToken cancellationToken = default) => new(true);

        public ValueTask<int?> PositionAsync(Guid id, CancellationToken cancellationToken = default) => default;

        public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => default;
    }
}
