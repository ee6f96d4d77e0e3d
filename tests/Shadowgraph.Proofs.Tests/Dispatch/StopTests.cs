using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Stopping: nothing new, what runs may finish, the rest is cancelled, and nothing hangs.</summary>
[TestFixture]
public sealed class StopTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task Stop_LetsRunningProofsFinish_AndCancelsThoseThatWait()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        var running = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var call = await test.Prover.NextCallAsync();
        var waiting = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));

        var stopping = test.Pipeline.StopAsync();
        var cancelled = await waiting.Completion.WaitAsync(Soon);
        Assert.That(cancelled.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationCancelled));
        Assert.That(stopping.IsCompleted, Is.False);
        var refused = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.SubmitAsync(PipelineWorld.Request(2)));
        Assert.That(refused!.Error.Type, Is.EqualTo(ProofErrorType.WorkerUnavailable));
        call.Succeed();
        await stopping.WaitAsync(Soon);

        Assert.That((await running.Completion).State, Is.EqualTo(ProofState.Completed));
        Assert.That(test.Prover.Calls, Is.EqualTo(1));
        Assert.That(test.Pipeline.FindResult(running.Id), Is.Not.Null, "Look-up goes on.");
    }

    [Test]
    public async Task Stop_WhenTheGraceTimeIsOver_CancelsWhatRuns()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang);
        var running = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var call = await test.Prover.NextCallAsync();

        var stopping = test.Pipeline.StopAsync();
        test.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.False);
        await test.PassTimeUntilAsync(stopping, TimeSpan.FromSeconds(1));

        Assert.That((await running.Completion).State, Is.EqualTo(ProofState.Cancelled));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.True);
        Assert.That(test.Prover.Running, Is.Zero);
    }

    [Test]
    public async Task Stop_EndsRequestsByStop_AndSaysSoOfThoseThatItRefuses()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang, options => options.MaxConcurrency = 1);
        var running = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var joined = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0, user: new("bob")));
        await test.Prover.NextCallAsync();
        var waiting = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));

        await test.Pipeline.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Soon);

        foreach (var ticket in new[] { running, joined, waiting })
        {
            var error = (await ticket.Completion.WaitAsync(Soon)).Error!;
            Assert.That((error.Type, error.IsByStop), Is.EqualTo((ProofErrorType.ProofGenerationCancelled, true)));
        }

        var refused = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.SubmitAsync(PipelineWorld.Request(2)))!.Error;
        Assert.That((refused.Type, refused.IsByStop), Is.EqualTo((ProofErrorType.WorkerUnavailable, true)));
    }

    [Test]
    public async Task Cancellation_ThatSomebodyAskedFor_IsNotByStop()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang, options => options.MaxConcurrency = 1);
        var running = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await test.Prover.NextCallAsync();
        var waiting = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));

        test.Pipeline.Cancel(running.Id);
        test.Pipeline.Cancel(waiting.Id);
        await test.Pipeline.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Soon);

        foreach (var ticket in new[] { running, waiting })
        {
            var error = (await ticket.Completion.WaitAsync(Soon)).Error!;
            Assert.That((error.Type, error.IsByStop), Is.EqualTo((ProofErrorType.ProofGenerationCancelled, false)));
        }
    }

    [Test]
    public async Task Stop_WithACancelledToken_WaitsForNothing()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang);
        var running = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await test.Prover.NextCallAsync();

        await test.Pipeline.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Soon);

        Assert.That((await running.Completion).State, Is.EqualTo(ProofState.Cancelled));
    }

    [Test]
    public async Task Stop_WithADeafProver_AbandonsIt_AndReturns()
    {
        await using var test = new PipelineUnderTest(Scripts.Deaf);
        var running = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var call = await test.Prover.NextCallAsync();

        await test.PassTimeUntilAsync(test.Pipeline.StopAsync(), TimeSpan.FromSeconds(1));

        Assert.That((await running.Completion).State, Is.EqualTo(ProofState.Cancelled));
        Assert.That(test.Pipeline.Statistics.Abandoned, Is.EqualTo(1));
        call.Succeed();
    }

    [Test]
    public async Task Stop_BetweenAttempts_EndsTheRequestAfterTheGraceTime()
    {
        await using var test = new PipelineUnderTest(
            Scripts.Throw(() => new IOException()), replace: services => services with { Strategies = [new InAnHour()] });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        await foreach (var report in test.Pipeline.WatchAsync(ticket.Id))
        {
            if (report.Stage == ProofStage.Recovering) break;
        }

        await test.PassTimeUntilAsync(test.Pipeline.StopAsync(), TimeSpan.FromSeconds(1));

        Assert.That((await ticket.Completion).State, Is.EqualTo(ProofState.Cancelled));
    }

    [Test]
    public async Task Stop_Twice_AndDispose_AreOneStop()
    {
        var test = new PipelineUnderTest(Scripts.ByHand);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();

        var first = test.Pipeline.StopAsync();
        var second = test.Pipeline.StopAsync();
        call.Succeed();
        await Task.WhenAll(first, second).WaitAsync(Soon);
        test.Pipeline.Dispose();
        await test.Pipeline.DisposeAsync();

        Assert.That((await ticket.Completion).State, Is.EqualTo(ProofState.Completed));
        Assert.That(test.Pipeline.Statistics.ProcessorsInUse, Is.Zero);
    }

    [Test]
    public async Task Dispose_CancelsWhatRunsAtOnce()
    {
        var test = new PipelineUnderTest(Scripts.Hang);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        await test.Prover.NextCallAsync();

        await Task.Run(test.Pipeline.Dispose).WaitAsync(Soon);

        Assert.That((await ticket.Completion).State, Is.EqualTo(ProofState.Cancelled));
    }

    [Test]
    public async Task Stop_IsSeenByObservers_AsTheEnd()
    {
        await using var test = new PipelineUnderTest();
        var snapshots = new List<PipelineSnapshot>();
        var observing = Task.Run(async () =>
        {
            await foreach (var snapshot in test.Pipeline.ObserveAsync()) snapshots.Add(snapshot);
        });
        await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        await test.Pipeline.StopAsync();
        await observing.WaitAsync(Soon);

        Assert.That(snapshots[^1].IsAccepting, Is.False);
        Assert.That(snapshots[^1].Statistics.Completed, Is.EqualTo(1));
        Assert.That(snapshots[^1].Requests.Single().State, Is.EqualTo(ProofState.Completed));
        Assert.That(snapshots.Select(snapshot => snapshot.Sequence), Is.Ordered.And.Unique);
    }

    private sealed class InAnHour : IRecoveryStrategy
    {
        public RecoveryDecision Decide(RecoveryContext context) => RecoveryDecision.RetryAfter(TimeSpan.FromHours(1));
    }

    [Test]
    public async Task Stop_LeavesNoTimerBehind()
    {
        var clock = new TimerCount();
        var queue = new ProofQueue(new ProofQueueOptions(), clock);
        await using var test = new PipelineUnderTest(replace: services => services with { Time = clock, Queue = queue });
        await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        await test.Pipeline.StopAsync().WaitAsync(Soon);

        // A wait with a timeout ends before its timer is disposed.
        await Wait.UntilAsync(() => clock.Live == 0);
    }

    /// <summary>A clock that counts the timers which were not disposed.</summary>
    private sealed class TimerCount : TimeProvider
    {
        private int _live;

        public int Live => Volatile.Read(ref _live);

        public override DateTimeOffset GetUtcNow() => PipelineWorld.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _live);
            return new CountedTimer(this, System.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class CountedTimer(TimerCount clock, ITimer timer) : ITimer
        {
            private bool _disposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (!Interlocked.Exchange(ref _disposed, true)) Interlocked.Decrement(ref clock._live);
                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
