using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Shadowgraph.Proofs.Dispatch.Batches;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch.Batches;

[TestFixture]
public sealed class BatchRunTests
{
    private static readonly TimeSpan Patience = Wait.Patience;

    [Test]
    public async Task RunAsync_GivesResultsAsTheyEnd()
    {
        var inside = new Inside();
        var requests = Requests(3);
        await using var run = inside.Run(requests, width: 3);

        var first = run.MoveNextAsync();
        inside.End(2);
        Assert.That(await Within(first), Is.True);
        Assert.That((run.Current.Index, run.Current.Request), Is.EqualTo((2, requests[2])));

        inside.End(0);
        Assert.That(await Within(run.MoveNextAsync()), Is.True);
        Assert.That(run.Current.Index, Is.Zero);

        inside.End(1);
        Assert.That(await Within(run.MoveNextAsync()), Is.True);
        Assert.That(run.Current.Index, Is.EqualTo(1));
        Assert.That(await Within(run.MoveNextAsync()), Is.False);
        Assert.That(inside.Cancelled, Is.Empty);
    }

    [Test]
    public async Task RunAsync_OfALongBatch_KeepsToItsWindowAndReadsAsRoomIsMade()
    {
        var inside = new Inside();
        var read = 0;
        await using var run = inside.Run(Requests(50).Select(request =>
        {
            read++;
            return request;
        }), width: 4);

        for (var i = 0; i < 50; i++)
        {
            var next = run.MoveNextAsync();
            Assert.That(inside.Running, Is.EqualTo(Math.Min(4, 50 - i)));
            Assert.That(read, Is.EqualTo(inside.Tickets.Count));
            inside.End(i);
            Assert.That(await Within(next), Is.True);
        }

        Assert.That(await Within(run.MoveNextAsync()), Is.False);
    }

    [Test]
    public async Task RunAsync_OfNothing_GivesNothing() =>
        Assert.That(await Within(new Inside().Run([], width: 4).MoveNextAsync()), Is.False);

    [Test]
    public async Task RunAsync_ARefusedRequest_GivesAFailedResultAndTheRestGoesOn()
    {
        var inside = new Inside { Refuse = index => index == 1 ? ProofErrorType.AccessDenied : null };
        var requests = Requests(3);
        await using var run = inside.Run(requests, width: 3);

        Assert.That(await Within(run.MoveNextAsync()), Is.True);
        var refused = run.Current;
        inside.End(0);
        await Within(run.MoveNextAsync());
        var last = run.MoveNextAsync();
        inside.End(1);
        await Within(last);

        Assert.Multiple(() =>
        {
            Assert.That((refused.Index, refused.Request), Is.EqualTo((1, requests[1])));
            Assert.That((refused.Result.State, refused.Result.Error!.Type), Is.EqualTo((ProofState.Failed, ProofErrorType.AccessDenied)));
            Assert.That(refused.Result.RequestId, Is.EqualTo(refused.Result.Error.RequestId));
        });
        Assert.That(await Within(run.MoveNextAsync()), Is.False);
    }

    [Test]
    public async Task RunAsync_WhileTheQueueIsFull_WaitsUntilOneOfItsOwnEnds()
    {
        var full = true;
        var inside = new Inside { Refuse = index => index == 1 && full ? ProofErrorType.QueueFull : null };
        await using var run = inside.Run(Requests(2), width: 8);

        var next = run.MoveNextAsync().AsTask();
        Assert.That((next.IsCompleted, inside.Submissions), Is.EqualTo((false, 2)));
        full = false;
        inside.End(0);
        Assert.That(await next.WaitAsync(Patience), Is.True);
        Assert.That((run.Current.Index, run.Current.Result.State), Is.EqualTo((0, ProofState.Completed)));

        next = run.MoveNextAsync().AsTask();
        Assert.That((inside.Submissions, inside.Running), Is.EqualTo((3, 1)));
        inside.End(1);
        Assert.That(await next.WaitAsync(Patience), Is.True);
        Assert.That((run.Current.Index, run.Current.Result.State), Is.EqualTo((1, ProofState.Completed)));
    }

    [Test]
    public async Task RunAsync_WhileTheQueueIsFullOfOthers_TriesAgainAfterAWhile()
    {
        var full = true;
        var inside = new Inside { Refuse = _ => full ? ProofErrorType.QueueFull : null };
        await using var run = inside.Run(Requests(1), width: 8);

        var next = run.MoveNextAsync().AsTask();
        await inside.PassTimeUntil(() => inside.Submissions >= 3);
        Assert.That(next.IsCompleted, Is.False);
        full = false;
        await inside.PassTimeUntil(() => inside.Running == 1);
        inside.End(0);

        Assert.That(await next.WaitAsync(Patience), Is.True);
        Assert.That(run.Current.Result.State, Is.EqualTo(ProofState.Completed));
    }

    // The time passes while the queue refuses: just not the timeout, or all of it.
    [TestCase(5, 5, -1, 2)]
    [TestCase(5, 5, 0, 1)]
    [TestCase(null, 60, -1, 2)]
    [TestCase(null, 60, 0, 1)]
    public async Task RunAsync_WhileTheQueueStaysFull_GivesUpAtTheTimeout(int? own, int seconds, int milliseconds, int submissions)
    {
        Inside inside = null!;
        inside = new Inside
        {
            Refuse = number =>
            {
                if (number == 0) inside.Time.Advance(TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(milliseconds));
                return ProofErrorType.QueueFull;
            },
        };
        var request = PipelineWorld.Request(timeout: own is { } timeout ? TimeSpan.FromSeconds(timeout) : null);
        await using var run = inside.Run([request], width: 8);

        var next = run.MoveNextAsync().AsTask();
        await inside.PassTimeUntil(() => next.IsCompleted);

        Assert.That(await next, Is.True);
        Assert.That((run.Current.Result.State, run.Current.Result.Error!.Type), Is.EqualTo((ProofState.Failed, ProofErrorType.QueueFull)));
        Assert.That(inside.Submissions, Is.EqualTo(submissions));
    }

    [Test]
    public async Task RunAsync_LeftEarly_CancelsWhatHasNotEnded()
    {
        var inside = new Inside();
        var run = inside.Run(Requests(9), width: 4);
        var next = run.MoveNextAsync();
        inside.End(1);
        await Within(next);

        await run.DisposeAsync();

        Assert.That(inside.Cancelled, Is.EquivalentTo(new[] { inside.Tickets[0].Id, inside.Tickets[2].Id, inside.Tickets[3].Id }));
        Assert.That(inside.Submissions, Is.EqualTo(4));
    }

    [Test]
    public async Task RunAsync_WhenItsTokenIsCancelled_ThrowsAndCancelsWhatHasNotEnded()
    {
        using var cancellation = new CancellationTokenSource();
        var inside = new Inside();
        await using var run = inside.Run(Requests(9), width: 2, cancellation.Token);
        var next = run.MoveNextAsync().AsTask();

        await cancellation.CancelAsync();

        Assert.That(async () => await next.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(inside.Cancelled, Has.Count.EqualTo(2));
    }

    [Test]
    public void RunAsync_WithACancelledToken_ReadsNothing()
    {
        var inside = new Inside();
        var run = inside.Run(Throwing(0), width: 2, new CancellationToken(canceled: true));

        Assert.That(async () => await run.MoveNextAsync(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(inside.Submissions, Is.Zero);
    }

    [Test]
    public void RunAsync_OfASourceThatThrows_ThrowsThatAndCancelsWhatHasNotEnded()
    {
        var inside = new Inside();
        var run = inside.Run(Throwing(2), width: 8);

        Assert.That(
            async () => await run.MoveNextAsync().AsTask().WaitAsync(Patience),
            Throws.InvalidOperationException.With.Message.EqualTo("source"));
        Assert.That(inside.Cancelled, Has.Count.EqualTo(2));
    }

    [Test]
    public void RunAsync_OfANullRequest_NamesItAndCancelsWhatHasNotEnded()
    {
        var inside = new Inside();
        var run = inside.Run([.. Requests(2), null!], width: 8);

        Assert.That(
            async () => await run.MoveNextAsync().AsTask().WaitAsync(Patience),
            Throws.ArgumentException.With.Message.Contains("Request 2 of the batch is null"));
        Assert.That(inside.Cancelled, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task RunAsync_EnumeratedTwice_ProvesTwice()
    {
        var inside = new Inside();
        var batch = inside.Batch(Requests(1), width: 1);

        for (var round = 0; round < 2; round++)
        {
            await using var run = batch.GetAsyncEnumerator();
            var next = run.MoveNextAsync();
            inside.End(round);
            Assert.That(await Within(next), Is.True);
            Assert.That((run.Current.Index, run.Current.Result.RequestId), Is.EqualTo((0, inside.Tickets[round].Id)));
            Assert.That(await Within(run.MoveNextAsync()), Is.False);
        }
    }

    private static Task<bool> Within(ValueTask<bool> task) => task.AsTask().WaitAsync(Patience);

    private static ProofRequest[] Requests(int count) => [.. Enumerable.Range(0, count).Select(i => PipelineWorld.Request(i))];

    private static IEnumerable<ProofRequest> Throwing(int after)
    {
        foreach (var request in Requests(after)) yield return request;
        throw new InvalidOperationException("source");
    }

    /// <summary>A pipeline as a batch sees it: requests go in, and end when the test says so.</summary>
    private sealed class Inside
    {
        private readonly IProofPipeline _pipeline = Substitute.For<IProofPipeline>();
        private readonly List<TaskCompletionSource<ProofResult>> _endings = [];
        private int _submissions;

        public Inside()
        {
            _pipeline.SubmitAsync(Arg.Any<ProofRequest>(), Arg.Any<CancellationToken>()).Returns(_ => Submit());
            _pipeline.Cancel(Arg.Do<Guid>(Cancelled.Add)).Returns(true);
        }

        public FakeTimeProvider Time { get; } = new();

        /// <summary>Whether a submission, numbered from 0, is refused.</summary>
        public Func<int, ProofErrorType?> Refuse { get; init; } = _ => null;

        public List<ProofTicket> Tickets { get; } = [];

        public List<Guid> Cancelled { get; } = [];

        public int Submissions => Volatile.Read(ref _submissions);

        public int Running => _endings.Count(ending => !ending.Task.IsCompleted);

        public IAsyncEnumerable<BatchResult> Batch(
            IEnumerable<ProofRequest> requests, int width, CancellationToken cancellationToken = default) =>
            BatchRun.RunAsync(requests, _pipeline, width, TimeSpan.FromMinutes(1), Time, cancellationToken);

        public IAsyncEnumerator<BatchResult> Run(
            IEnumerable<ProofRequest> requests, int width, CancellationToken cancellationToken = default) =>
            Batch(requests, width, cancellationToken).GetAsyncEnumerator(CancellationToken.None);

        /// <summary>Ends a request that was let in, counted from 0.</summary>
        public void End(int ticket)
        {
            var job = PipelineWorld.Job(PipelineWorld.Request());
            var result = CheapProof.For(job, ProofPlan.For(2, Proofs.Circuits.CircuitSize.Small));
            _endings[ticket].SetResult(ProofResult.Completed(Tickets[ticket].Id, result.Proof, result.Opinion, default, 1));
        }

        public Task PassTimeUntil(Func<bool> condition) => Time.PassUntilAsync(condition, TimeSpan.FromMilliseconds(250));

        private Task<ProofTicket> Submit()
        {
            var number = Interlocked.Increment(ref _submissions) - 1;
            var id = Guid.NewGuid();
            if (Refuse(number) is { } refusal)
                return Task.FromException<ProofTicket>(new ProofErrorException(new ProofError(refusal, "No.") { RequestId = id }));
            var ending = new TaskCompletionSource<ProofResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            var ticket = new ProofTicket(id, ending.Task);
            Tickets.Add(ticket);
            _endings.Add(ending);
            return Task.FromResult(ticket);
        }
    }
}
