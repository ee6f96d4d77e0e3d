using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Who is not let in gets a typed refusal, and a policy that fails lets nobody in.</summary>
[TestFixture]
public sealed class AccessTests
{
    private static readonly InvalidOperationException Fault = new("A policy's own\nfault.");

    [Test]
    public async Task BlockedUser_IsRefused_BeforePlanCacheAndQueue()
    {
        var cache = Substitute.For<IProofCache>();
        var queue = Substitute.For<IProofQueue>();
        await using var world = new PipelineUnderTest(
            configure: options => options.Access.Blocked.Add("mallory"),
            replace: services => services with { Cache = cache, Queue = queue });
        world.Prover.Planner = (_, _) => throw new AssertionException("It was planned.");
        var request = PipelineWorld.Request(user: new("mallory"));

        var submitting = Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(request))!;
        var proving = Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.ProveAsync(request))!;

        Assert.That(submitting.Error.Type, Is.EqualTo(ProofErrorType.AccessDenied));
        Assert.That(submitting.Error.Message, Is.EqualTo("The user is blocked."));
        Assert.That(submitting.Error.OccurredAt, Is.EqualTo(PipelineWorld.Now));
        Assert.That(proving.Error.Type, Is.EqualTo(ProofErrorType.AccessDenied));
        Assert.That(proving.Error.RequestId, Is.Not.Null.And.Not.EqualTo(submitting.Error.RequestId));
        Assert.That(world.Pipeline.Statistics.Refused, Is.EqualTo(2));
        Assert.That(world.Pipeline.Statistics.Submitted, Is.Zero);
        await world.Sink.EndOfAsync(submitting.Error.RequestId!.Value);
        Assert.That(
            world.Sink.Of(submitting.Error.RequestId!.Value), Is.EqualTo(new[] { ProofEventKind.Requested, ProofEventKind.Refused }));
        await cache.DidNotReceiveWithAnyArgs().FindAsync(default);
        await queue.DidNotReceiveWithAnyArgs().TryEnqueueAsync(default!);
    }

    [Test]
    public async Task BlockedUser_InABatch_HasAFailedResult()
    {
        await using var world = new PipelineUnderTest(configure: options => options.Access.Blocked.Add("mallory"));
        var results = new List<BatchResult>();

        await foreach (var result in world.Pipeline.ProveManyAsync(
            [PipelineWorld.Request(0, user: new("mallory")), PipelineWorld.Request(1, user: new("ann"))])) results.Add(result);

        Assert.That(
            results.OrderBy(result => result.Index).Select(result => result.Result.Error?.Type),
            Is.EqualTo(new ProofErrorType?[] { ProofErrorType.AccessDenied, null }));
    }

    [Test]
    public async Task Policy_IsAskedWithTheUserAndTheToken()
    {
        var policy = Substitute.For<IAccessPolicy>();
        policy.DecideAsync(default).ReturnsForAnyArgs(ValueTask.FromResult(AccessDecision.Allow));
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });
        using var cancellation = new CancellationTokenSource();

        await world.Pipeline.ProveAsync(PipelineWorld.Request(user: new("ann")), cancellationToken: cancellation.Token);

        await policy.Received(1).DecideAsync(new("ann"), cancellation.Token);
    }

    [Test]
    public async Task Policy_WithAReasonOfManyLinesAndBytes_GivesAMessageOfOneLine()
    {
        var policy = Policy(_ => ValueTask.FromResult(AccessDecision.Deny("No.\r\n" + new string('x', 10_000_000))));
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });

        var error = await RefusalAsync(world);

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.AccessDenied));
        Assert.That(error.Message, Does.StartWith("No.  xxx"));
        Assert.That(error.Message, Has.Length.LessThan(2_100));
    }

    [Test]
    public async Task Policy_Throws_LetsNobodyIn([Values] bool atOnce)
    {
        var policy = Substitute.For<IAccessPolicy>();
        if (atOnce) policy.DecideAsync(default).ThrowsForAnyArgs(Fault);
        else policy.DecideAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromException<AccessDecision>(Fault));
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });

        var error = await RefusalAsync(world);

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(error.Message, Does.StartWith("IAccessPolicy failed with InvalidOperationException"));
        Assert.That(error.Exception, Is.SameAs(Fault));
        AssertLogged(world, 1040, "IAccessPolicy");
        Assert.That(world.Prover.Calls, Is.Zero);
    }

    [Test]
    public async Task Policy_ReturnsNull_LetsNobodyIn()
    {
        var policy = Policy(_ => default);
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });

        var error = await RefusalAsync(world);

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(error.Message, Does.StartWith("IAccessPolicy returned null"));
        AssertLogged(world, 1041, "IAccessPolicy");
    }

    [Test]
    public async Task Policy_ThrowsATimeoutOrACancellationOfItsOwn_HasFailed([Values] bool timeout)
    {
        var fault = timeout ? new TimeoutException() : (Exception)new OperationCanceledException();
        var policy = Policy(_ => new ValueTask<AccessDecision>(Task.FromException<AccessDecision>(fault)));
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });

        var error = await RefusalAsync(world);

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(error.Exception, Is.SameAs(fault));
    }

    [TestCase(null, 2_000)]
    [TestCase(300, 300)]
    public async Task Policy_NeverAnswers_LetsNobodyInAndHoldsNobodyUp(int? timeout, int patience)
    {
        var never = new TaskCompletionSource<AccessDecision>();
        var policy = Policy(_ => new ValueTask<AccessDecision>(never.Task));
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });
        var request = PipelineWorld.Request(timeout: timeout is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
        var call = world.Pipeline.SubmitAsync(request);

        world.Time.Advance(TimeSpan.FromMilliseconds(patience - 1));
        Assert.That(call.IsCompleted, Is.False);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        var error = Assert.ThrowsAsync<ProofErrorException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)))!.Error;

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(error.Message, Does.StartWith("IAccessPolicy did not answer"));
        AssertLogged(world, 1042, "IAccessPolicy");
        never.SetResult(AccessDecision.Allow);
        Assert.That(world.Prover.Calls, Is.Zero, "It is too late for that.");
    }

    [Test]
    public async Task Caller_WhoCancelsWhileThePolicyThinks_GetsTheCancellation()
    {
        var policy = Policy(_ => new ValueTask<AccessDecision>(new TaskCompletionSource<AccessDecision>().Task));
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });
        using var cancellation = new CancellationTokenSource();
        var call = world.Pipeline.SubmitAsync(PipelineWorld.Request(), cancellation.Token);

        await cancellation.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.That(world.Pipeline.Statistics.Submitted, Is.Zero);
    }

    [Test]
    public async Task Policy_ThatAnswersInItsOwnTime_LetsIn()
    {
        var policy = Policy(async _ =>
        {
            await Task.Yield();
            return AccessDecision.Allow;
        });
        await using var world = new PipelineUnderTest(replace: services => services with { Access = policy });

        Assert.That((await world.Pipeline.ProveAsync(PipelineWorld.Request())).State, Is.EqualTo(ProofState.Completed));
    }

    private static IAccessPolicy Policy(Func<ProofUserId, ValueTask<AccessDecision>> decide)
    {
        var policy = Substitute.For<IAccessPolicy>();
        policy.DecideAsync(default).ReturnsForAnyArgs(call => decide(call.Arg<ProofUserId>()));
        return policy;
    }

    private static async Task<ProofError> RefusalAsync(PipelineUnderTest world)
    {
        try
        {
            await world.Pipeline.SubmitAsync(PipelineWorld.Request());
        }
        catch (ProofErrorException e)
        {
            return e.Error;
        }

        throw new AssertionException("It was let in.");
    }

    private static void AssertLogged(PipelineUnderTest world, int id, string text) => Assert.That(
        world.Logger.Messages.Where(message => message.EventId == id).Select(message => message.Text), Is.Not.Empty.And.All.Contains(text));
}
