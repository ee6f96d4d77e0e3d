using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>The three deadlines: in the queue, per attempt, in total.</summary>
[TestFixture]
public sealed class DeadlineTests
{
    [Test]
    public async Task QueueTimeout_PassedWhileWaiting_EndsWithSystemOverload()
    {
        await using var test = new PipelineUnderTest(
            Scripts.ByHand, options => (options.MaxConcurrency, options.AttemptTimeout) = (1, TimeSpan.FromMinutes(10)));
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await test.Prover.NextCallAsync();

        var late = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        test.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.That(late.Completion.IsCompleted, Is.False);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        test.Time.Advance(TimeSpan.FromSeconds(1));
        var result = await late.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(result.State, Is.EqualTo(ProofState.Failed));
        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.SystemOverload));
        Assert.That(result.Error.RequestId, Is.EqualTo(late.Id));
        Assert.That(result.Timings.Queued, Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That(first.Completion.IsCompleted, Is.False);
        Assert.That(test.Prover.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task QueueTimeout_OfTheRequest_ReplacesThatOfTheOptions()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await test.Prover.NextCallAsync();

        var late = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1, queueTimeout: TimeSpan.FromSeconds(2)));
        test.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.That((await late.Completion.WaitAsync(TimeSpan.FromSeconds(30))).Error!.Type, Is.EqualTo(ProofErrorType.SystemOverload));
    }

    [Test]
    public async Task QueueTimeout_OnceRunning_NoLongerCounts()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.AttemptTimeout = TimeSpan.FromMinutes(14));
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();

        test.Time.Advance(TimeSpan.FromMinutes(13));
        call.Succeed();

        Assert.That((await ticket.Completion.WaitAsync(TimeSpan.FromSeconds(30))).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task AttemptTimeout_Passed_CancelsTheProver_AndIsClassified()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        test.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.False);

        test.Time.Advance(TimeSpan.FromSeconds(1));
        var result = await ticket.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(result.Error.Attempt, Is.EqualTo(1));
        Assert.That(result.Error.ResourceUse.Duration, Is.EqualTo(TimeSpan.FromSeconds(120)));
        Assert.That(result.Error.ResourceUse.Processors, Is.EqualTo(8));
        Assert.That(result.Error.ResourceUse.MemoryBytes, Is.Positive);
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task AttemptTimeout_CountsEachAttemptAnew()
    {
        await using var test = new PipelineUnderTest(
            Scripts.InTurn(Scripts.Hang, Scripts.Hang, Scripts.Succeed), replace: services => services with { Strategies = [new Always()] });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        var result = await test.PassTimeUntilAsync(ticket.Completion, TimeSpan.FromSeconds(10));

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(result.Attempts, Is.EqualTo(3));
        Assert.That(result.Timings.Processing, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(240)));
    }

    [Test]
    public async Task TotalTimeout_PassedWhileRunning_EndsTheRequest_AndCancelsTheProver()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(timeout: TimeSpan.FromSeconds(30)));
        var call = await test.Prover.NextCallAsync();

        test.Time.Advance(TimeSpan.FromSeconds(30));
        var result = await ticket.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(result.Error.Message, Does.Contain("00:00:30"));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task TotalTimeout_PassedBetweenAttempts_EndsTheRequest()
    {
        await using var test = new PipelineUnderTest(
            Scripts.Throw(() => new IOException()),
            replace: services => services with { Strategies = [new Always { Delay = TimeSpan.FromMinutes(10) }] });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(timeout: TimeSpan.FromMinutes(1)));
        await test.Prover.NextCallAsync();

        var result = await test.PassTimeUntilAsync(ticket.Completion, TimeSpan.FromSeconds(10));

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(test.Prover.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Deadlines_WhenTheWallClockJumps_DoNotMove([Values(-400, 400)] int days)
    {
        var clock = new JumpingClock(PipelineWorld.Now);
        await using var test = new PipelineUnderTest(Scripts.ByHand, replace: services => services with { Time = clock });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();

        clock.Jump(TimeSpan.FromDays(days));
        Assert.That(test.Pipeline.Find(ticket.Id)!.State, Is.EqualTo(ProofState.Processing));
        call.Succeed();
        var result = await ticket.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(result.Timings.Total, Is.InRange(TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        await test.Pipeline.StopAsync();
    }

    /// <summary>Tries again whatever it was.</summary>
    private sealed class Always : IRecoveryStrategy
    {
        public TimeSpan Delay { get; init; }

        public RecoveryDecision Decide(RecoveryContext context) => RecoveryDecision.RetryAfter(Delay);
    }

    /// <summary>A wall clock that is set while everything goes on.</summary>
    private sealed class JumpingClock(DateTimeOffset start) : TimeProvider
    {
        private long _offset;

        public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

        public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(Interlocked.Read(ref _offset));
    }
}
