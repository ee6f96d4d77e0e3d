using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Cancelling by token and by id, in every stage.</summary>
[TestFixture]
public sealed class CancellationTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task Cancel_WhileWaiting_TakesItOutOfTheQueue()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var running = await test.Prover.NextCallAsync();
        var waiting = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));

        Assert.That(test.Pipeline.Cancel(waiting.Id), Is.True);
        var result = await waiting.Completion.WaitAsync(Soon);

        Assert.That(result.State, Is.EqualTo(ProofState.Cancelled));
        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationCancelled));
        Assert.That(await test.Services.Queue.CountAsync(), Is.Zero);
        Assert.That(running.CancellationToken.IsCancellationRequested, Is.False);
        Assert.That(test.Pipeline.Cancel(waiting.Id), Is.False, "It had ended.");
        Assert.That(test.Pipeline.Cancel(Guid.NewGuid()), Is.False, "Nobody knows it.");
    }

    [Test]
    public async Task Cancel_WhileTheProverIsInAStage_AnswersAtOnce_AndStopsTheProver([Values] ProverStage stage)
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        call.Report(stage, 0.5, link: 1);

        Assert.That(test.Pipeline.Cancel(ticket.Id), Is.True);
        var result = await ticket.Completion.WaitAsync(Soon);

        Assert.That(result.State, Is.EqualTo(ProofState.Cancelled));
        Assert.That(result.Attempts, Is.EqualTo(1));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task Cancel_WhileTheValidatorWorks_EndsTheRequest()
    {
        var validator = new HangingValidator();
        await using var test = new PipelineUnderTest(replace: services => services with { Validator = validator });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        await validator.Begun.WaitAsync(Soon);

        test.Pipeline.Cancel(ticket.Id);

        Assert.That((await ticket.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Cancelled));
    }

    [Test]
    public async Task Cancel_BetweenAttempts_EndsTheRequest()
    {
        await using var test = new PipelineUnderTest(
            Scripts.Throw(() => new IOException()), replace: services => services with { Strategies = [new InAnHour()] });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        await foreach (var report in test.Pipeline.WatchAsync(ticket.Id))
        {
            if (report.Stage == ProofStage.Recovering) break;
        }

        test.Pipeline.Cancel(ticket.Id);

        Assert.That((await ticket.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Cancelled));
    }

    [Test]
    public async Task ProveAsync_WhenItsTokenIsCancelled_ThrowsThatCancellation()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var cancellation = new CancellationTokenSource();
        var proving = test.Pipeline.ProveAsync(PipelineWorld.Request(), cancellationToken: cancellation.Token);
        var call = await test.Prover.NextCallAsync();

        await cancellation.CancelAsync();

        var thrown = Assert.CatchAsync<OperationCanceledException>(() => proving.WaitAsync(Soon));
        Assert.That(thrown!.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.True);
        Assert.That(test.Pipeline.Statistics.Cancelled, Is.EqualTo(1));
    }

    [Test]
    public async Task ProveAsync_WhenCancelledById_ThrowsATypedError()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var proving = test.Pipeline.ProveAsync(PipelineWorld.Request());
        await test.Prover.NextCallAsync();

        test.Pipeline.Cancel(test.Pipeline.List().Single().Id);

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => proving.WaitAsync(Soon));
        Assert.That(thrown!.Error.Type, Is.EqualTo(ProofErrorType.ProofGenerationCancelled));
    }

    [Test]
    public async Task ProveAsync_WithACancelledToken_LetsNothingIn()
    {
        await using var test = new PipelineUnderTest();

        Assert.CatchAsync<OperationCanceledException>(
            () => test.Pipeline.ProveAsync(PipelineWorld.Request(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.That(test.Pipeline.Statistics.Submitted, Is.Zero);
    }

    [Test]
    public async Task Cancel_WithAProversCallbackThatThrowsOrBlocks_IsContained()
    {
        using var block = new ManualResetEventSlim();
        await using var test = new PipelineUnderTest(call =>
        {
            call.CancellationToken.Register(() => throw new InvalidOperationException("from a callback"));
            call.CancellationToken.Register(block.Wait);
            return call.End;
        });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();

        test.Pipeline.Cancel(ticket.Id);
        var result = await ticket.Completion.WaitAsync(Soon);
        block.Set();
        call.Succeed();

        Assert.That(result.State, Is.EqualTo(ProofState.Cancelled));
    }

    [Test]
    public async Task Prover_ThatCancelsItself_HasFailed()
    {
        await using var test = new PipelineUnderTest(Scripts.Throw(() => new OperationCanceledException()));

        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var result = await ticket.Completion.WaitAsync(Soon);

        Assert.That(result.State, Is.EqualTo(ProofState.Failed));
        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationFailed));
    }

    [Test]
    public async Task DeafProver_IsAbandoned_ItsSlotReplaced_AndItsReturnNoticed()
    {
        await using var test = new PipelineUnderTest(Scripts.Deaf, options => options.MaxConcurrency = 1);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var deaf = await test.Prover.NextCallAsync();
        var next = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));

        test.Pipeline.Cancel(ticket.Id);
        Assert.That((await ticket.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Cancelled));
        Assert.That(test.Prover.Calls, Is.EqualTo(1), "It has its grace time.");
        var begun = test.Prover.NextCallAsync();
        await test.PassTimeUntilAsync(begun, TimeSpan.FromSeconds(1));

        var statistics = test.Pipeline.Statistics;
        Assert.That(statistics.Abandoned, Is.EqualTo(1));
        Assert.That(statistics.ReservedBytes, Is.GreaterThan((await begun).Plan.EstimatedBytes), "The abandoned prover's memory still counts.");
        await Wait.UntilAsync(() => test.Sink.Count(ProofEventKind.Abandoned) == 1);

        (await begun).Succeed();
        Assert.That((await next.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
        deaf.Succeed();
        await Wait.UntilAsync(() => test.Pipeline.Statistics.Abandoned == 0);
        Assert.That(test.Pipeline.Statistics.ReservedBytes, Is.Zero);
        Assert.That((await ticket.Completion).State, Is.EqualTo(ProofState.Cancelled), "What comes too late changes nothing.");
    }

    [Test]
    public async Task BlockingProver_IsAbandonedLikeADeafOne()
    {
        await using var test = new PipelineUnderTest(Scripts.Block);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();

        var result = await test.PassTimeUntilAsync(ticket.Completion, TimeSpan.FromSeconds(10));

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(test.Pipeline.Statistics.Abandoned, Is.EqualTo(1));
        call.Succeed();
        await Wait.UntilAsync(() => test.Pipeline.Statistics.Abandoned == 0);
    }

    [Test]
    public async Task AbandonedProvers_AsManyAsMayBe_CloseTheDoor_UntilOneReturns()
    {
        await using var test = new PipelineUnderTest(Scripts.Deaf, options => options.MaxAbandoned = 2);
        var calls = new List<ScriptedCall>();
        for (var i = 0; i < 2; i++)
        {
            var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(i));
            calls.Add(await test.Prover.NextCallAsync());
            test.Pipeline.Cancel(ticket.Id);
            var abandoned = i + 1;
            await test.PassTimeUntilAsync(Wait.UntilAsync(() => test.Pipeline.Statistics.Abandoned == abandoned), TimeSpan.FromSeconds(1));
        }

        var refused = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.SubmitAsync(PipelineWorld.Request(5)));
        Assert.That(refused!.Error.Type, Is.EqualTo(ProofErrorType.WorkerUnavailable));
        Assert.That(test.Pipeline.Statistics.Refused, Is.EqualTo(1));

        foreach (var call in calls) call.Fail(new InvalidOperationException("too late"));
        await Wait.UntilAsync(() => test.Pipeline.Statistics.Abandoned == 0);
        var open = await test.Pipeline.SubmitAsync(PipelineWorld.Request(6));
        (await test.Prover.NextCallAsync()).Succeed();
        Assert.That((await open.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    private sealed class InAnHour : IRecoveryStrategy
    {
        public RecoveryDecision Decide(RecoveryContext context) => RecoveryDecision.RetryAfter(TimeSpan.FromHours(1));
    }

    private sealed class HangingValidator : IProofValidator
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public async ValueTask<ProofValidation> ValidateAsync(
            ProofResult result, ProofExpectation expectation, CancellationToken cancellationToken = default)
        {
            _begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return ProofValidation.Valid;
        }
    }
}
