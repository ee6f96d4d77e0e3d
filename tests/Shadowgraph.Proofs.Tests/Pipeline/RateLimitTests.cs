using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A permit is taken for each proof that is begun for a user, and for nothing else.</summary>
[TestFixture]
public sealed class RateLimitTests
{
    private static readonly TimeSpan Soon = Wait.Patience;
    private static readonly InvalidOperationException Fault = new("A limiter's own fault.");

    [Test]
    public async Task User_WhoAsksTooOften_IsToldWhenToComeBack()
    {
        await using var world = new PipelineUnderTest(configure: options => options.RateLimit.Permits = 10);
        for (var i = 0; i < 10; i++) await world.Pipeline.ProveAsync(Request(i));
        world.Time.Advance(TimeSpan.FromMinutes(15));

        var error = Refusal(world, Request(10));
        Assert.That(error.Type, Is.EqualTo(ProofErrorType.RateLimitExceeded));
        Assert.That(error.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(45)));
        Assert.That(error.Message, Does.Contain("00:45:00"));
        Assert.That(error.RequestId, Is.Not.Null);
        Assert.That(world.Pipeline.Statistics.Refused, Is.EqualTo(1));
        await world.Pipeline.ProveAsync(Request(10, new ProofUserId("bob")));
        await world.Pipeline.ProveAsync(Request(11, default));

        world.Time.Advance(error.RetryAfter!.Value);
        Assert.That((await world.Pipeline.ProveAsync(Request(10))).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Request_ServedFromTheCache_TakesNoPermit()
    {
        await using var world = new PipelineUnderTest(
            configure: options => options.RateLimit.Permits = 1,
            replace: services => services with { Cache = new MemoryProofCache(services.Options.Cache, services.Time) });
        await world.Pipeline.ProveAsync(Request());

        for (var i = 0; i < 5; i++) Assert.That((await world.Pipeline.ProveAsync(Request())).IsFromCache, Is.True);
        Assert.That(Refusal(world, Request(1)).Type, Is.EqualTo(ProofErrorType.RateLimitExceeded));
    }

    [Test]
    public async Task Request_ThatJoinsAnEqualOne_TakesNoPermit()
    {
        await using var world = new PipelineUnderTest(Scripts.ByHand, options => options.RateLimit.Permits = 1);
        var first = await world.Pipeline.SubmitAsync(Request());
        var call = await world.Prover.NextCallAsync();

        var joined = await world.Pipeline.SubmitAsync(Request());
        var other = await world.Pipeline.SubmitAsync(Request(new ProofUserId("bob")));
        call.Succeed();
        await Task.WhenAll(first.Completion, joined.Completion, other.Completion).WaitAsync(Soon);

        Assert.That(await world.Services.Limiter.RemainingAsync(new("ann")), Is.Zero);
        Assert.That(await world.Services.Limiter.RemainingAsync(new("bob")), Is.EqualTo(1));
    }

    [Test]
    public async Task Request_ThatJoinsAfterAllWhileItAsks_GivesItsPermitBack()
    {
        var limiter = new HandLimiter();
        await using var world = new PipelineUnderTest(Scripts.ByHand, replace: services => services with { Limiter = limiter });
        var first = world.Pipeline.SubmitAsync(Request());
        var firstAsks = await limiter.NextAsync();
        var second = world.Pipeline.SubmitAsync(Request(new ProofUserId("bob")));
        var secondAsks = await limiter.NextAsync();

        firstAsks.Grant(1);
        await first.WaitAsync(Soon);
        secondAsks.Grant(2);
        await second.WaitAsync(Soon);

        Assert.That(limiter.GivenBack, Is.EqualTo(new[] { (new ProofUserId("bob"), 2L) }));
        Assert.That(world.Pipeline.Statistics.Joined, Is.EqualTo(1));
    }

    [Test]
    public async Task Request_ThatTheQueueRefuses_GivesItsPermitBack()
    {
        await using var world = new PipelineUnderTest(
            Scripts.ByHand,
            options =>
            {
                (options.RateLimit.Permits, options.MaxConcurrency, options.Queue.Capacity) = (3, 1, 1);
            });
        await world.Pipeline.SubmitAsync(Request(0));
        await world.Prover.NextCallAsync();
        await world.Pipeline.SubmitAsync(Request(1));

        for (var i = 2; i < 7; i++) Assert.That(Refusal(world, Request(i)).Type, Is.EqualTo(ProofErrorType.QueueFull));

        Assert.That(await world.Services.Limiter.RemainingAsync(new("ann")), Is.EqualTo(1));
    }

    [Test]
    public async Task Request_ThatTheQueueFailsOn_GivesItsPermitBack()
    {
        var queue = Substitute.For<IProofQueue>();
        queue.TryEnqueueAsync(default!).ThrowsForAnyArgs(Fault);
        await using var world = new PipelineUnderTest(
            configure: options => options.RateLimit.Permits = 3, replace: services => services with { Queue = queue });

        Refusal(world, Request());

        Assert.That(await world.Services.Limiter.RemainingAsync(new("ann")), Is.EqualTo(3));
    }

    [Test]
    public async Task Request_CancelledWhileItIsPutInLine_GivesItsPermitBack()
    {
        var queue = Substitute.For<IProofQueue>();
        queue.TryEnqueueAsync(default!).ReturnsForAnyArgs(
            _ => new ValueTask<bool>(new TaskCompletionSource<bool>().Task));
        await using var world = new PipelineUnderTest(
            configure: options => options.RateLimit.Permits = 3, replace: services => services with { Queue = queue });
        using var cancellation = new CancellationTokenSource();
        var call = world.Pipeline.SubmitAsync(Request(), cancellation.Token);
        Assert.That(await world.Services.Limiter.RemainingAsync(new("ann")), Is.EqualTo(2));

        await cancellation.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => call.WaitAsync(Soon));
        Assert.That(await world.Services.Limiter.RemainingAsync(new("ann")), Is.EqualTo(3));
    }

    [Test]
    public async Task Request_CancelledInTheQueue_GivesItsPermitBack_AsOftenAsThereArePermits()
    {
        await using var world = new PipelineUnderTest(
            Scripts.ByHand, options => (options.RateLimit.Permits, options.MaxConcurrency) = (3, 1));
        await world.Pipeline.SubmitAsync(Request(0, new ProofUserId("bob")));
        await world.Prover.NextCallAsync();

        var remaining = new List<int?>();
        for (var i = 1; i <= 5; i++)
        {
            var ticket = await world.Pipeline.SubmitAsync(Request(i));
            world.Pipeline.Cancel(ticket.Id);
            world.Pipeline.Cancel(ticket.Id);
            await ticket.Completion.WaitAsync(Soon);
            remaining.Add(await world.Services.Limiter.RemainingAsync(new("ann")));
        }

        Assert.That(remaining, Is.EqualTo(new int?[] { 3, 3, 3, 2, 1 }));
        world.Time.Advance(world.Options.RateLimit.Window);
        var late = await world.Pipeline.SubmitAsync(Request(6));
        world.Pipeline.Cancel(late.Id);
        Assert.That(await world.Services.Limiter.RemainingAsync(new("ann")), Is.EqualTo(3), "in the next window");
    }

    [Test]
    public async Task Request_CancelledOnceTheProverHasBegun_KeepsItsPermit()
    {
        await using var world = new PipelineUnderTest(Scripts.ByHand, options => options.RateLimit.Permits = 3);
        var ticket = await world.Pipeline.SubmitAsync(Request());
        await world.Prover.NextCallAsync();

        world.Pipeline.Cancel(ticket.Id);
        await ticket.Completion.WaitAsync(Soon);

        Assert.That(await world.Services.Limiter.RemainingAsync(new("ann")), Is.EqualTo(2));
    }

    [Test]
    public async Task Request_CancelledInTheQueue_WhileAnEqualOneWaits_GivesItsPermitBackWithThatOne()
    {
        await using var world = new PipelineUnderTest(
            Scripts.ByHand, options => (options.RateLimit.Permits, options.MaxConcurrency) = (3, 1));
        await world.Pipeline.SubmitAsync(Request(0, new ProofUserId("carl")));
        await world.Prover.NextCallAsync();
        var first = await world.Pipeline.SubmitAsync(Request(1));
        var second = await world.Pipeline.SubmitAsync(Request(1, new ProofUserId("bob")));

        world.Pipeline.Cancel(first.Id);
        var meanwhile = await world.Services.Limiter.RemainingAsync(new("ann"));
        world.Pipeline.Cancel(second.Id);

        Assert.That((meanwhile, await world.Services.Limiter.RemainingAsync(new("ann"))), Is.EqualTo(((int?)2, (int?)3)));
        Assert.That(await world.Services.Limiter.RemainingAsync(new("bob")), Is.EqualTo(3), "It never had one of its own.");
    }

    [Test]
    public async Task Permit_ThatComesAfterItsCallerHasCancelled_IsGivenBack()
    {
        var limiter = new HandLimiter();
        await using var world = new PipelineUnderTest(replace: services => services with { Limiter = limiter });
        using var cancellation = new CancellationTokenSource();
        var call = world.Pipeline.SubmitAsync(Request(), cancellation.Token);
        var asks = await limiter.NextAsync();

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => call.WaitAsync(Soon));
        asks.Grant(7);

        await Wait.UntilAsync(() => !limiter.GivenBack.IsEmpty);
        Assert.That(limiter.GivenBack, Is.EqualTo(new[] { (new ProofUserId("ann"), 7L) }));
        Assert.That(world.Pipeline.Statistics.Submitted, Is.Zero);
    }

    [Test]
    public async Task Permit_ThatComesAfterThePipelineHasStopped_IsGivenBack()
    {
        var limiter = new HandLimiter();
        await using var world = new PipelineUnderTest(replace: services => services with { Limiter = limiter });
        var call = world.Pipeline.SubmitAsync(Request());
        var asks = await limiter.NextAsync();

        await world.PassTimeUntilAsync(world.Pipeline.StopAsync(), TimeSpan.FromTicks(1));
        asks.Grant(7);

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => call.WaitAsync(Soon))!;
        Assert.That(thrown.Error.Type, Is.EqualTo(ProofErrorType.WorkerUnavailable));
        Assert.That(limiter.GivenBack, Is.EqualTo(new[] { (new ProofUserId("ann"), 7L) }));
    }

    [TestCase(null, 2_000)]
    [TestCase(300, 300)]
    public async Task Limiter_NeverAnswers_LetsNobodyPast_AndALatePermitIsGivenBack(int? queueTimeout, int patience)
    {
        var limiter = new HandLimiter();
        await using var world = new PipelineUnderTest(replace: services => services with { Limiter = limiter });
        var call = world.Pipeline.SubmitAsync(
            PipelineWorld.Request(user: new("ann"), queueTimeout: queueTimeout is { } ms ? TimeSpan.FromMilliseconds(ms) : null));
        var asks = await limiter.NextAsync();

        world.Time.Advance(TimeSpan.FromMilliseconds(patience - 1));
        Assert.That(call.IsCompleted, Is.False);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        var error = Assert.ThrowsAsync<ProofErrorException>(() => call.WaitAsync(Soon))!.Error;
        asks.Grant(7);

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(error.Message, Does.StartWith("IRateLimiter did not answer"));
        Assert.That(world.Logger.Messages.Select(message => message.EventId), Has.Some.EqualTo(1042));
        await Wait.UntilAsync(() => !limiter.GivenBack.IsEmpty);
        Assert.That(limiter.GivenBack, Is.EqualTo(new[] { (new ProofUserId("ann"), 7L) }));
    }

    [Test]
    public async Task Limiter_ThrowsOrReturnsNull_LetsNobodyPast([Values] bool returnsNull, [Values] bool atOnce)
    {
        var limiter = Substitute.For<IRateLimiter>();
        if (returnsNull) limiter.AcquireAsync(default).ReturnsForAnyArgs(_ => default(ValueTask<PermitLease>));
        else if (atOnce) limiter.AcquireAsync(default).ThrowsForAnyArgs(Fault);
        else limiter.AcquireAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromException<PermitLease>(Fault));
        await using var world = new PipelineUnderTest(replace: services => services with { Limiter = limiter });

        var error = Refusal(world, Request());

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(error.Message, Does.StartWith("IRateLimiter "));
        Assert.That(world.Logger.Messages.Select(message => message.EventId), Has.Some.EqualTo(returnsNull ? 1041 : 1040));
        Assert.That(world.Prover.Calls, Is.Zero);
        Assert.That(world.Pipeline.Statistics.Waiting, Is.Zero);
    }

    [Test]
    public async Task Limiter_FailsToTakeAPermitBack_CostsTheRequestNothing([Values] bool hangs)
    {
        var limiter = new HandLimiter
        {
            GiveBackFault = hangs ? () => new ValueTask(new TaskCompletionSource().Task) : () => throw Fault,
        };
        await using var world = new PipelineUnderTest(Scripts.ByHand, replace: services => services with { Limiter = limiter });
        var first = world.Pipeline.SubmitAsync(Request());
        var asks = await limiter.NextAsync();
        var second = world.Pipeline.SubmitAsync(Request());
        await limiter.GrantNextAsync();
        await second.WaitAsync(Soon);

        asks.Grant(7);
        await first.WaitAsync(Soon);
        world.Time.Advance(TimeSpan.FromSeconds(2));

        await Wait.UntilAsync(() => world.Logger.Messages.Any(message => message.Text.Contains("IRateLimiter", StringComparison.Ordinal)));
        Assert.That(world.Pipeline.Statistics.Joined, Is.EqualTo(1));
    }

    [Test]
    public async Task Limiter_ThatHasNothingToGiveBack_IsNotAskedTo()
    {
        var limiter = Substitute.For<IRateLimiter>();
        var lease = PermitLease.Acquired();
        limiter.AcquireAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromResult(lease));
        var queue = Substitute.For<IProofQueue>();
        await using var world = new PipelineUnderTest(replace: services => services with { Limiter = limiter, Queue = queue });

        Refusal(world, Request());

        Assert.That(world.Logger.Messages.Where(message => message.Text.Contains(nameof(IRateLimiter), StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task ManyRequestsAtOnce_OfOneUser_BeginAsManyProofsAsMayBe()
    {
        await using var world = new PipelineUnderTest(configure: options => options.RateLimit.Permits = 10);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            try
            {
                return (await world.Pipeline.ProveAsync(Request(i))).Error?.Type;
            }
            catch (ProofErrorException e)
            {
                return e.Error.Type;
            }
        }))).WaitAsync(Soon);

        Assert.That(outcomes.Count(outcome => outcome is null), Is.EqualTo(10));
        Assert.That(outcomes.Count(outcome => outcome is ProofErrorType.RateLimitExceeded), Is.EqualTo(30));
        Assert.That(world.Prover.Calls, Is.EqualTo(10));
    }

    private static ProofRequest Request(int subject = 0) => Request(subject, new ProofUserId("ann"));

    private static ProofRequest Request(ProofUserId user) => Request(0, user);

    private static ProofRequest Request(int subject, ProofUserId user) => PipelineWorld.Request(subject, user: user);

    private static ProofError Refusal(PipelineUnderTest world, ProofRequest request) =>
        Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(request))!.Error;
}
