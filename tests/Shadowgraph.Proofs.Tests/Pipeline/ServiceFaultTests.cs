using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Tests.Queue;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>
/// Services of a host's own that throw, or return null or default: the request gets its proof or a typed error, and the pipeline goes on.
/// </summary>
[TestFixture]
public sealed class ServiceFaultTests
{
    private static readonly InvalidOperationException Fault = new("A service's own fault.");

    [Test]
    public async Task Classifier_Throws_IsTakenForAnInternalErrorOfTheRequest([Values] bool returnsNull)
    {
        var classifier = Substitute.For<IErrorClassifier>();
        if (returnsNull) classifier.Classify(Arg.Any<Exception>(), Arg.Any<ProofErrorContext>()).Returns((ProofError)null!);
        else classifier.Classify(Arg.Any<Exception>(), Arg.Any<ProofErrorContext>()).Throws(Fault);
        await using var world = new PipelineUnderTest(
            Scripts.Fail(() => new IOException()), replace: services => services with { Classifier = classifier });

        var result = await EndAsync(world);

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(result.Error.Attempt, Is.EqualTo(1));
        Assert.That(result.Error.RequestId, Is.EqualTo(result.RequestId));
        await StillWorksAsync(world);
    }

    [Test]
    public async Task Strategy_ThrowsOrReturnsNull_IsPassedOver([Values] bool returnsNull)
    {
        var broken = Substitute.For<IRecoveryStrategy>();
        if (returnsNull) broken.Decide(Arg.Any<RecoveryContext>()).Returns((RecoveryDecision)null!);
        else broken.Decide(Arg.Any<RecoveryContext>()).Throws(Fault);
        var sound = Substitute.For<IRecoveryStrategy>();
        sound.Decide(Arg.Any<RecoveryContext>()).Returns(RecoveryDecision.RetryAfter(TimeSpan.Zero));
        await using var world = new PipelineUnderTest(
            Scripts.InTurn(Scripts.Fail(() => new IOException()), Scripts.Succeed),
            replace: services => services with { Strategies = [broken, sound] });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(result.Attempts, Is.EqualTo(2));
    }

    [Test]
    public async Task Queue_ThrowsOnEntry_RefusesWithATypedError([Values] bool atOnce)
    {
        var queue = Substitute.For<IProofQueue>();
        if (atOnce) queue.TryEnqueueAsync(Arg.Any<ProofQueueItem>(), Arg.Any<CancellationToken>()).Throws(Fault);
        else queue.TryEnqueueAsync(default!).ReturnsForAnyArgs(_ => ValueTask.FromException<bool>(Fault));
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(PipelineWorld.Request()))!;

        Assert.That(thrown.Error.RequestId, Is.Not.Null);
        Assert.That(world.Pipeline.Statistics, Has.Property(nameof(PipelineStatistics.Waiting)).Zero);
        Assert.That(world.Pipeline.Statistics, Has.Property(nameof(PipelineStatistics.Submitted)).Zero);
        Assert.That(world.Pipeline.Statistics, Has.Property(nameof(PipelineStatistics.Refused)).EqualTo(1));
    }

    [Test]
    public async Task Queue_SaysNothingOnEntry_IsFull()
    {
        var queue = Substitute.For<IProofQueue>();
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(PipelineWorld.Request()))!;

        Assert.That(thrown.Error.Type, Is.EqualTo(ProofErrorType.QueueFull));
    }

    [Test]
    public async Task Queue_NeverAnswersOnEntry_EndsWithTheRequestsDeadline()
    {
        var queue = Substitute.For<IProofQueue>();
        queue.TryEnqueueAsync(default!).ReturnsForAnyArgs(_ => new ValueTask<bool>(new TaskCompletionSource<bool>().Task));
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });
        var call = world.Pipeline.SubmitAsync(PipelineWorld.Request(timeout: TimeSpan.FromSeconds(5)));

        var end = await world.PassTimeUntilAsync(OutcomeAsync(call));

        Assert.That(end, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
    }

    [Test]
    public async Task Queue_ThrowsWhenAskedWhoIsNext_IsAskedAgain([Values] bool atOnce)
    {
        var queue = new FaultyQueue { PeekFaults = 5, ThrowsAtOnce = atOnce };
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(queue.PeekFaults, Is.Zero);
    }

    [Test]
    public async Task Queue_AlwaysThrowsWhenAskedWhoIsNext_TheRequestEndsByItsDeadline()
    {
        var queue = new FaultyQueue { PeekFaults = int.MaxValue };
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });

        var result = await EndAsync(world, TimeSpan.FromSeconds(5));

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.SystemOverload));
    }

    [Test]
    public async Task Queue_NeverSaysWhoIsNext_TheRequestEndsByItsDeadline()
    {
        var queue = Substitute.For<IProofQueue>();
        queue.TryEnqueueAsync(default!).ReturnsForAnyArgs(_ => ValueTask.FromResult(true));
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });

        var result = await EndAsync(world, TimeSpan.FromSeconds(5));

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.SystemOverload));
        Assert.That(world.Pipeline.Statistics.Waiting, Is.Zero);
    }

    [Test]
    public async Task Queue_ThrowsOnRemoval_TheRequestIsNotLost()
    {
        var queue = new FaultyQueue { RemoveFaults = 3 };
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(world.Prover.Calls, Is.EqualTo(1));
        await StillWorksAsync(world);
    }

    [Test]
    public async Task Queue_HoldsAStranger_ServesTheOthers()
    {
        var queue = new FaultyQueue();
        await queue.TryEnqueueAsync(QueueItems.Item(ProofPriority.Critical));
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Queue_ThrowsOnRaising_TheJoinerIsServedAllTheSame()
    {
        var queue = new FaultyQueue { RaiseFaults = int.MaxValue };
        await using var world = new PipelineUnderTest(
            Scripts.ByHand, options => options.MaxConcurrency = 1, services => services with { Queue = queue });
        await world.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var first = await world.Prover.NextCallAsync();
        var waiting = await world.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var joining = await world.Pipeline.SubmitAsync(PipelineWorld.Request(1, priority: ProofPriority.Critical));

        first.Succeed();
        (await world.Prover.NextCallAsync()).Succeed();

        Assert.That((await world.PassTimeUntilAsync(waiting.Completion)).State, Is.EqualTo(ProofState.Completed));
        Assert.That((await world.PassTimeUntilAsync(joining.Completion)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Sink_Throws_LosesTheEventAndNothingElse()
    {
        var after = new RecordingSink();
        await using var world = new PipelineUnderTest(replace: services => services with { Sinks = [new ThrowingSink(), after] });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That((await after.EndOfAsync(result.RequestId)).Kind, Is.EqualTo(ProofEventKind.Completed));
        await world.Pipeline.StopAsync();
        Assert.That(world.Logger.Messages.Select(message => message.Text), Has.Exactly(1).Contains(nameof(ThrowingSink)));
    }

    [Test]
    public async Task Validator_Throws_FailsTheRequestTyped([Values] bool atOnce)
    {
        var validator = Substitute.For<IProofValidator>();
        if (atOnce) validator.ValidateAsync(default!, default!).ThrowsForAnyArgs(Fault);
        else validator.ValidateAsync(default!, default!).ReturnsForAnyArgs(_ => ValueTask.FromException<ProofValidation>(Fault));
        await using var world = new PipelineUnderTest(replace: services => services with { Validator = validator });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Failed));
        Assert.That(result.Proof, Is.Null, "What was not validated is not handed out.");
        Assert.That(result.Error!.Exception, Is.SameAs(Fault));
    }

    [Test]
    public async Task Validator_ReturnsNull_FailsTheRequestNamingIt()
    {
        var validator = Substitute.For<IProofValidator>();
        validator.ValidateAsync(default!, default!).ReturnsForAnyArgs(_ => default(ValueTask<ProofValidation>));
        await using var world = new PipelineUnderTest(replace: services => services with { Validator = validator });

        var result = await EndAsync(world);

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(result.Error.Message, Does.Contain(nameof(IProofValidator)));
        Assert.That(result.Proof, Is.Null);
    }

    [Test]
    public async Task Validator_NeverAnswers_EndsWithTheAttempt()
    {
        var validator = Substitute.For<IProofValidator>();
        validator.ValidateAsync(default!, default!)
            .ReturnsForAnyArgs(_ => new ValueTask<ProofValidation>(new TaskCompletionSource<ProofValidation>().Task));
        await using var world = new PipelineUnderTest(replace: services => services with { Validator = validator });

        var result = await EndAsync(world);

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(world.Pipeline.Statistics.ProcessorsInUse, Is.Zero);
    }

    [Test]
    public async Task Cache_ThrowsAtEverything_CostsTheRequestNothing([Values] bool atOnce)
    {
        var cache = Substitute.For<IProofCache>();
        if (atOnce)
        {
            cache.FindAsync(default).ThrowsForAnyArgs(Fault);
            cache.StoreAsync(default, default!).ThrowsForAnyArgs(Fault);
        }
        else
        {
            cache.FindAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromException<CachedProof?>(Fault));
            cache.StoreAsync(default, default!).ReturnsForAnyArgs(_ => ValueTask.FromException(Fault));
        }

        await using var world = new PipelineUnderTest(replace: services => services with { Cache = cache });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        await cache.ReceivedWithAnyArgs(1).StoreAsync(default, default!);
        Assert.That(world.Logger.Messages.Select(message => message.Text), Has.Some.Contains(nameof(IProofCache)));
    }

    [Test]
    public async Task Cache_NeverAnswers_CostsTheRequestNothingButTime()
    {
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => new ValueTask<CachedProof?>(new TaskCompletionSource<CachedProof?>().Task));
        cache.StoreAsync(default, default!).ReturnsForAnyArgs(_ => new ValueTask(new TaskCompletionSource().Task));
        await using var world = new PipelineUnderTest(replace: services => services with { Cache = cache });

        var result = await world.PassTimeUntilAsync(world.Pipeline.ProveAsync(PipelineWorld.Request()));

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Cache_GivesAnEntryWithoutProof_IsTakenForEmpty()
    {
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromResult<CachedProof?>(default(CachedProof)));
        await using var world = new PipelineUnderTest(replace: services => services with { Cache = cache });

        var result = await EndAsync(world);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(result.IsFromCache, Is.False);
    }

    [Test]
    public async Task Cache_GivesAProofThatTheValidatorRejects_IsToldToDropIt([Values] bool validatorThrows)
    {
        var request = PipelineWorld.Request();
        var stranger = PipelineWorld.Job(PipelineWorld.Request(subject: 1));
        var cached = CheapProof.For(stranger, ProofPlan.For(stranger.Opening.AttestationCount, CircuitSize.Small)).Proof;
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromResult<CachedProof?>(new CachedProof(cached, IsTrusted: false)));
        var validator = Substitute.For<IProofValidator>();
        validator.ValidateAsync(default!, default!).ReturnsForAnyArgs(
            call => ReferenceEquals(call.Arg<ProofResult>().Proof, cached)
                ? validatorThrows ? throw Fault : ValueTask.FromResult(Invalid())
                : ValueTask.FromResult(ProofValidation.Valid));
        await using var world = new PipelineUnderTest(
            replace: services => services with { Cache = cache, Validator = validator });

        var result = await EndAsync(world, request: request);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(result.IsFromCache, Is.False);
        Assert.That(result.Proof!.Subject, Is.EqualTo(request.Opening.Subject));
        await cache.ReceivedWithAnyArgs(1).RemoveAsync(default);
    }

    [Test]
    public async Task Prover_ThrowsWhenItPlans_RefusesTyped()
    {
        await using var world = new PipelineUnderTest();
        world.Prover.Planner = (_, _) => throw Fault;

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(PipelineWorld.Request()))!;

        Assert.That(thrown.Error.Exception, Is.SameAs(Fault));
        Assert.That(world.Pipeline.Statistics.Waiting, Is.Zero);
    }

    [Test]
    public async Task Prover_PlansNothing_RefusesNamingIt()
    {
        await using var world = new PipelineUnderTest();
        world.Prover.Planner = (_, _) => null!;

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(PipelineWorld.Request()))!;

        Assert.That(thrown.Error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(thrown.Error.Message, Does.Contain(nameof(IProver)));
    }

    [Test]
    public async Task Prover_ReturnsNoTaskOrNoResultOrNoProof_FailsTheRequestNamingIt([Values("task", "result", "proof")] string missing)
    {
        await using var world = new PipelineUnderTest(missing switch
        {
            "task" => Scripts.ReturnNullTask,
            "result" => Scripts.ReturnNull,
            _ => call => Task.FromResult(new ProverResult(null!, default, call.Plan, default)),
        });

        var result = await EndAsync(world);

        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(result.Error.Message, Does.Contain(nameof(IProver)));
        await StillWorksAsync(world);
    }

    [Test]
    public async Task Prover_BlocksTheCallingThread_BlocksNoCaller()
    {
        await using var world = new PipelineUnderTest(Scripts.Block);
        var ticket = await world.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await world.Prover.NextCallAsync();
        Assert.That(world.Pipeline.Find(ticket.Id)!.State, Is.EqualTo(ProofState.Processing));

        call.Succeed();

        Assert.That((await world.PassTimeUntilAsync(ticket.Completion)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Progress_ThatIsOutOfRange_ShowsAPercentageAllTheSame()
    {
        await using var world = new PipelineUnderTest(async call =>
        {
            await Task.Yield();
            foreach (var fraction in (double[])[0.5, double.NaN, -3, 0.2, double.PositiveInfinity, 7])
                call.Report(ProverStage.Proving, fraction);
            call.Report((ProverStage)99, 0.5);
            return call.Result();
        });
        var seen = new List<double>();
        var ticket = await world.Pipeline.SubmitAsync(PipelineWorld.Request());

        await foreach (var report in world.Pipeline.WatchAsync(ticket.Id)) seen.Add(report.Percent);

        Assert.That(seen, Is.Ordered);
        Assert.That(seen, Is.All.InRange(0, 100));
        Assert.That(seen[^1], Is.EqualTo(100));
    }

    private static ProofValidation Invalid() => new([new ProofFinding(ProofFindingSeverity.Error, ProofCheck.Proof, "It is not valid.")]);

    private static async Task<ProofResult> EndAsync(
        PipelineUnderTest world, TimeSpan? queueTimeout = null, ProofRequest? request = null)
    {
        var ticket = await world.Pipeline.SubmitAsync(request ?? PipelineWorld.Request(queueTimeout: queueTimeout));
        return await world.PassTimeUntilAsync(ticket.Completion, TimeSpan.FromSeconds(1));
    }

    private static async Task StillWorksAsync(PipelineUnderTest world)
    {
        world.Prover.Script = Scripts.Succeed;
        var result = await EndAsync(world, request: PipelineWorld.Request(subject: 200));
        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(world.Pipeline.Statistics.ProcessorsInUse, Is.Zero);
    }

    private static async Task<ProofErrorType?> OutcomeAsync(Task<ProofTicket> call)
    {
        try
        {
            return (await (await call).Completion).Error?.Type;
        }
        catch (ProofErrorException e)
        {
            return e.Error.Type;
        }
    }
}
