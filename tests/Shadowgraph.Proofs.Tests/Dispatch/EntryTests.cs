using NSubstitute;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>What happens while a request is on its way into a queue that takes its time.</summary>
[TestFixture]
public sealed class EntryTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task Queue_ThatTookTheItemAndFails_TheProverIsCancelled_AndTheSecretClearedOnceItHasReturned()
    {
        var queue = new SlowQueue();
        await using var test = new PipelineUnderTest(Scripts.Deaf, replace: services => services with { Queue = queue });
        var refused = test.Pipeline.SubmitAsync(HiddenRequest());
        var entry = await queue.NextAsync();
        await entry.PutAsync();
        queue.IsQuick = true;
        var other = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var call = await test.Prover.NextCallAsync();
        (await test.Prover.NextCallAsync()).Succeed();
        await other.Completion.WaitAsync(Soon);

        entry.Fail();
        Assert.ThrowsAsync<ProofErrorException>(() => refused.WaitAsync(Soon));

        await CancelledAsync(call.CancellationToken).WaitAsync(Soon);
        var secret = call.Job.Identity!;
        Assert.That(() => secret.NullifierFor(PipelineWorld.Scope.ToFr()), Throws.Nothing, "The prover still works with it.");
        call.Succeed();
        await test.Pipeline.StopAsync().WaitAsync(Soon);
        Assert.That(() => secret.NullifierFor(PipelineWorld.Scope.ToFr()), Throws.TypeOf<ObjectDisposedException>());
        var statistics = test.Pipeline.Statistics;
        Assert.That((statistics.Submitted, statistics.Completed, statistics.Running), Is.EqualTo((1L, 1L, 0)));
    }

    [Test]
    public async Task Caller_ThatCancelsWhileItsRequestEnters_LeavesTheJoinersTheirProof()
    {
        var queue = new SlowQueue();
        await using var test = new PipelineUnderTest(replace: services => services with { Queue = queue });
        using var cancellation = new CancellationTokenSource();
        var first = test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann")), cancellation.Token);
        var entry = await queue.NextAsync();
        var joiner = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("bob")));

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => first.WaitAsync(Soon));
        await entry.LetInAsync();

        Assert.That((await joiner.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Caller_ThatCancelsWhileItsRequestEnters_LeavesNothingInTheQueue()
    {
        var queue = new SlowQueue();
        await using var test = new PipelineUnderTest(replace: services => services with { Queue = queue });
        using var cancellation = new CancellationTokenSource();
        var proving = test.Pipeline.ProveAsync(PipelineWorld.Request(), cancellationToken: cancellation.Token);
        var entry = await queue.NextAsync();

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => proving.WaitAsync(Soon));
        await entry.LetInAsync();
        queue.IsQuick = true;
        await test.Pipeline.ProveAsync(PipelineWorld.Request(1)).WaitAsync(Soon);

        Assert.That(test.Prover.Calls, Is.EqualTo(1));
        Assert.That(test.Pipeline.Statistics.Waiting, Is.Zero);
    }

    [Test]
    public async Task Caller_ThatCancelsBeforeItsRequestIsLetIn_IsToldOfAsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default!).ReturnsForAnyArgs(new ValueTask<CachedProof?>(new TaskCompletionSource<CachedProof?>().Task));
        await using var test = new PipelineUnderTest(replace: services => services with { Cache = cache });
        var call = test.Pipeline.ProveAsync(PipelineWorld.Request(), cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => call.WaitAsync(Soon));
        await test.Pipeline.StopAsync();

        Assert.That(
            test.Sink.Events.Select(told => told.Kind), Is.EqualTo(new[] { ProofEventKind.Requested, ProofEventKind.Cancelled }));
        Assert.That(test.Sink.Events.Select(told => told.RequestId).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task Watcher_OfARequestThatTheQueueRefuses_SeesItsEnd()
    {
        var queue = new SlowQueue();
        await using var test = new PipelineUnderTest(replace: services => services with { Queue = queue });
        var refused = test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var entry = await queue.NextAsync();
        var id = test.Pipeline.List().Single().Id;
        var watching = LastAsync(test.Pipeline.WatchAsync(id));

        entry.Say(false);
        Assert.ThrowsAsync<ProofErrorException>(() => refused.WaitAsync(Soon));

        Assert.That((await watching.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Failed));
        Assert.That(test.Pipeline.Cancel(id), Is.False);
        Assert.That(test.Pipeline.Statistics.Waiting, Is.Zero);
    }

    [Test]
    public async Task Joiner_WhileTheFirstStillEnters_RaisesThePriorityAllTheSame()
    {
        var queue = new SlowQueue { IsQuick = true };
        await using var test = new PipelineUnderTest(
            Scripts.ByHand, options => options.MaxConcurrency = 1, services => services with { Queue = queue });
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var running = await test.Prover.NextCallAsync();
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(1, priority: ProofPriority.High));
        queue.IsQuick = false;
        var low = test.Pipeline.SubmitAsync(PipelineWorld.Request(2, priority: ProofPriority.Low));
        var entry = await queue.NextAsync();
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(2, priority: ProofPriority.Critical));

        await entry.LetInAsync();
        await low.WaitAsync(Soon);
        running.Succeed();
        var next = await test.Prover.NextCallAsync();

        Assert.That(next.Job.Opening, Is.SameAs(PipelineWorld.Opening(2)));
    }

    private static ProofRequest HiddenRequest() => new(PipelineWorld.Hidden, ProofStatement.SetMembership().Anonymously())
    {
        Recipient = PipelineWorld.Recipient,
        Scope = PipelineWorld.Scope,
        AsOf = PipelineWorld.Now,
        Identity = PipelineWorld.HiddenIdentity,
    };

    private static async Task CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }

    private static async Task<ProofProgress> LastAsync(IAsyncEnumerable<ProofProgress> reports)
    {
        ProofProgress? last = null;
        await foreach (var report in reports) last = report;
        return last!;
    }
}
