using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>A request that its user has given an id, submitted several times.</summary>
[TestFixture]
public sealed class RepeatedRequestTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    private static readonly Guid Id = new("6a1f3c52-9d0b-4a57-8b6e-2f5f0c3a9d41");

    private static readonly Dictionary<string, Func<ProofRequest>> OtherContents = new()
    {
        ["opening"] = () => PipelineWorld.Request(1, id: Id),
        ["statement"] = () => With(ProofStatement.Threshold(100_000)),
        ["bounds"] = () => With(ProofStatement.Range(0, 900_000)),
        ["recipient"] = () => PipelineWorld.Request(recipient: 1, id: Id),
        ["scope"] = () => With(scope: ProofScope.None),
        ["time"] = () => With(asOf: PipelineWorld.Now.AddSeconds(-1)),
        ["no time"] = () => With(hasTime: false),
        ["circuit"] = () => With(largest: CircuitSize.Medium),
    };

    [Test]
    public async Task Submit_OfTheSameWhileItRunsWaitsAndHasEnded_GivesTheSameTicket()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(5));
        var blocking = await test.Prover.NextCallAsync();

        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        var whileItWaits = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        blocking.Succeed();
        var call = await test.Prover.NextCallAsync();
        var whileItRuns = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        call.Succeed();
        var result = await first.Completion.WaitAsync(Soon);
        var afterItsEnd = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));

        Assert.That(new[] { whileItWaits.Id, whileItRuns.Id, afterItsEnd.Id }, Is.All.EqualTo(first.Id));
        Assert.That(await afterItsEnd.Completion.WaitAsync(Soon), Is.SameAs(result));
        Assert.That(await test.Pipeline.ProveAsync(PipelineWorld.Request(id: Id)).WaitAsync(Soon), Is.SameAs(result));
        Assert.That((test.Prover.Calls, test.Pipeline.Statistics.Submitted), Is.EqualTo((2, 2L)));
    }

    [Test]
    public async Task Submit_OfTheSame_TakesNoPermit()
    {
        await using var test = new PipelineUnderTest(configure: options => options.RateLimit.Permits = 1);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann"), id: Id));
        await first.Completion.WaitAsync(Soon);

        var repeated = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann"), id: Id));

        Assert.That(repeated.Id, Is.EqualTo(first.Id));
        var other = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.SubmitAsync(PipelineWorld.Request(1, user: new("ann"))));
        Assert.That(other!.Error.Type, Is.EqualTo(ProofErrorType.RateLimitExceeded), "There was one permit.");
    }

    [Test]
    public async Task Submit_OfTheSameFromManyThreads_IsOneRequest_WithOnePermit()
    {
        await using var test = new PipelineUnderTest(configure: options => options.RateLimit.Permits = 1);

        var tickets = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => Task.Run(() => test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann"), id: Id)))))
            .WaitAsync(Soon);

        Assert.That(tickets.Select(ticket => ticket.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That((await tickets[0].Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
        Assert.That(test.Pipeline.Statistics.Submitted, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(OtherContentNames))]
    public async Task Submit_OfOtherContent_IsRefused_AndLeavesTheFirstAlone(string what)
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        var call = await test.Prover.NextCallAsync();

        var refused = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.SubmitAsync(OtherContents[what]()))!.Error;

        Assert.That(refused.Type, Is.EqualTo(ProofErrorType.RequestConflict));
        Assert.That(refused.Message, Does.Contain(Id.ToString()));
        call.Succeed();
        Assert.That((await first.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
        Assert.That((test.Pipeline.Statistics.Submitted, test.Pipeline.Statistics.Refused), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task Submit_WithOtherPriorityAndTimeouts_IsTheSameRequest()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));

        var repeated = await test.Pipeline.SubmitAsync(PipelineWorld.Request(
            priority: ProofPriority.High, timeout: TimeSpan.FromSeconds(9), queueTimeout: TimeSpan.FromSeconds(8), id: Id));

        Assert.That(repeated.Id, Is.EqualTo(first.Id));
    }

    [Test]
    public async Task Submit_OfAnotherUser_IsAnotherRequest_WhateverItsContent([Values(0, 1)] int subject)
    {
        await using var test = new PipelineUnderTest();
        var anns = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann"), id: Id));

        var bobs = await test.Pipeline.SubmitAsync(PipelineWorld.Request(subject, user: new("bob"), id: Id));

        Assert.That(bobs.Id, Is.Not.EqualTo(anns.Id));
        Assert.That((await bobs.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
        Assert.That(test.Pipeline.Find(Id), Is.Null, "A user's id finds no ticket.");
    }

    [Test]
    public async Task Submit_AfterTheFirstWasRefused_IsLetIn()
    {
        var queue = new SlowQueue();
        await using var test = new PipelineUnderTest(replace: services => services with { Queue = queue });
        var refused = test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        (await queue.NextAsync()).Say(isIn: false);
        Assert.ThrowsAsync<ProofErrorException>(() => refused.WaitAsync(Soon));
        queue.IsQuick = true;

        var again = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1, id: Id));

        Assert.That((await again.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Submit_WhileTheFirstIsOnItsWayAndIsRefused_TakesItsPlace()
    {
        var limiter = new HandLimiter();
        await using var test = new PipelineUnderTest(replace: services => services with { Limiter = limiter });
        using var cancellation = new CancellationTokenSource();
        var first = test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id), cancellation.Token);
        await limiter.NextAsync();
        var second = test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        Assert.That(second.IsCompleted, Is.False, "It waits for what becomes of the first.");

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => first.WaitAsync(Soon));
        await limiter.GrantNextAsync();

        var ticket = await second.WaitAsync(Soon);
        Assert.That((await ticket.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Submit_OfTheSameWithACancelledToken_LeavesTheFirstAlone()
    {
        var limiter = new HandLimiter();
        await using var test = new PipelineUnderTest(replace: services => services with { Limiter = limiter });
        using var cancellation = new CancellationTokenSource();
        var first = test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        var second = test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id), cancellation.Token);

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => second.WaitAsync(Soon));
        await limiter.GrantNextAsync();

        Assert.That((await (await first.WaitAsync(Soon)).Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
        Assert.That(test.Pipeline.Statistics.Refused, Is.Zero);
    }

    [Test]
    public async Task Submit_OfTheSameOnceItIsForgotten_IsANewRequest()
    {
        await using var test = new PipelineUnderTest(configure: options => options.FinishedCapacity = 0);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        await first.Completion.WaitAsync(Soon);

        var again = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1, id: Id));

        Assert.That(again.Id, Is.Not.EqualTo(first.Id));
        Assert.That((await again.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Submit_OfTheSameByAUserWhoIsNoLongerAllowed_IsRefused()
    {
        await using var test = new PipelineUnderTest();
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann"), id: Id));
        ((AccessList)test.Services.Access).Block(new("ann"));

        var refused = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann"), id: Id)));

        Assert.That(refused!.Error.Type, Is.EqualTo(ProofErrorType.AccessDenied));
    }

    [Test]
    public async Task Submit_OfTheSameAfterAStop_GivesTheSameTicket()
    {
        await using var test = new PipelineUnderTest();
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));
        await first.Completion.WaitAsync(Soon);
        await test.PassTimeUntilAsync(test.Pipeline.StopAsync());

        var repeated = await test.Pipeline.SubmitAsync(PipelineWorld.Request(id: Id));

        Assert.That(repeated.Id, Is.EqualTo(first.Id));
    }

    [Test]
    public void Id_Empty_IsRefused() =>
        Assert.That(() => PipelineWorld.Request(id: Guid.Empty), Throws.ArgumentException.With.Message.Contains("Guid.NewGuid"));

    private static string[] OtherContentNames() => [.. OtherContents.Keys];

    private static ProofRequest With(
        ProofStatement? statement = null,
        ProofScope? scope = null,
        DateTimeOffset? asOf = null,
        bool hasTime = true,
        CircuitSize largest = CircuitSize.Large) =>
        new(PipelineWorld.Opening(0), statement ?? ProofStatement.Exact())
        {
            Recipient = PipelineWorld.Recipient,
            Scope = scope ?? PipelineWorld.Scope,
            AsOf = hasTime ? asOf ?? PipelineWorld.Now : null,
            MaxCircuitSize = largest,
            Id = Id,
        };
}
