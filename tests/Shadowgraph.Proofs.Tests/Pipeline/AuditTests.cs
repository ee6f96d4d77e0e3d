using NSubstitute;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Tests.Audit;
using Shadowgraph.Proofs.Tests.Configuration;
using static Shadowgraph.Proofs.Audit.AuditAction;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>What the pipeline has recorded about each request.</summary>
[TestFixture]
public sealed class AuditTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task Pipeline_RecordsItsConfigurationFirst()
    {
        await using var world = new PipelineUnderTest(configure: options =>
        {
            options.Queue.Capacity = 77;
            options.Access.Blocked.UnionWith(["mallory", "eve"]);
            options.Audit.Key = [.. "a key of 16 bytes and more"u8];
        });

        var entry = world.Audit.Recent().Single();

        Assert.That((entry.Action, entry.Outcome, entry.UserId), Is.EqualTo((AuditAction.Configuration, AuditOutcome.Succeeded, default(ProofUserId))));
        Assert.That(
            entry.Detail,
            Does.StartWith("Defaults of version ").And.Contain("; Queue.Capacity 77;").And.Contain("; Access.Blocked 2 users;")
                .And.EndsWith("; Audit.Key a secret key."));
    }

    /// <summary>Whatever was configured is recorded: in as many entries as it takes.</summary>
    [Test]
    public async Task Pipeline_ConfiguredInEveryWay_RecordsItAll()
    {
        await using var world = new PipelineUnderTest(configure: options =>
        {
            foreach (var property in OptionProperty.Of(options)) property.SetOther();
            options.MaxThreads = 1; // more than there are processors would be taken for as many
        });

        var details = string.Join(' ', world.Audit.Recent().Reverse().Select(entry => entry.Detail));

        Assert.That(world.Audit.Recent(), Has.Count.GreaterThan(1).And.All.Property("Action").EqualTo(AuditAction.Configuration));
        foreach (var row in ProofPipelineOptionTable.Table.Rows(world.Options)) Assert.That(details, Does.Contain($"{row.Path} {row.Value}"));
    }

    [Test]
    public async Task Success_IsRequestedStartedCompleted()
    {
        await using var world = new PipelineUnderTest();

        var result = await world.Pipeline.ProveAsync(PipelineWorld.Request(user: "ann")).WaitAsync(Soon);

        Assert.That(Of(world, result.RequestId), Is.EqualTo(new[] { Requested, Started, Completed }));
        var end = world.Audit.OfUser("ann")[^1];
        Assert.That((end.Outcome, end.Attempt, end.Error, end.Detail), Is.EqualTo((AuditOutcome.Succeeded, 1, (ProofErrorType?)null, "Small")));
    }

    [Test]
    public async Task CacheHit_IsRequestedServedCompleted()
    {
        await using var world = new PipelineUnderTest(
            replace: services => services with { Cache = new MemoryProofCache(services.Options.Cache, services.Time) });
        await world.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        var result = await world.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That(Of(world, result.RequestId), Is.EqualTo(new[] { Requested, ServedFromCache, Completed }));
    }

    [Test]
    public async Task Joiner_IsRecordedWithTheRequestItJoined_AndEachEndsOnce()
    {
        await using var world = new PipelineUnderTest(Scripts.ByHand);
        var first = await world.Pipeline.SubmitAsync(PipelineWorld.Request(user: "ann"));
        var call = await world.Prover.NextCallAsync();
        var second = await world.Pipeline.SubmitAsync(PipelineWorld.Request(user: "bob"));

        call.Succeed();
        await Task.WhenAll(first.Completion, second.Completion).WaitAsync(Soon);

        Assert.That(Of(world, first.Id), Is.EqualTo(new[] { Requested, Started, Completed }));
        Assert.That(Of(world, second.Id), Is.EqualTo(new[] { Requested, Joined, Completed }));
        Assert.That(world.Audit.OfUser("bob")[1].Detail, Is.EqualTo($"{first.Id}"));
    }

    [Test]
    public async Task RetryAndFallback_AreRecordedWithTheirErrors()
    {
        await using var world = new PipelineUnderTest(
            Scripts.InTurn(
                Scripts.Fail(() => new IOException()), Scripts.Fail(Faults.OutOfMemory), Scripts.Succeed),
            replace: services => services with
            {
                Strategies = [new CircuitFallbackStrategy(new RecoveryOptions()), new RetryStrategy(new RecoveryOptions())],
            });

        var result = await world.PassTimeUntilAsync(world.Pipeline.ProveAsync(PipelineWorld.LargeRequest()));

        var entries = world.Audit.OfRequest(result.RequestId);
        Assert.That(
            entries.Select(entry => (entry.Action, entry.Error, entry.Attempt, entry.Detail)),
            Is.EqualTo(new (AuditAction, ProofErrorType?, int, string?)[]
            {
                (Requested, null, 0, null),
                (Started, null, 1, "Large"),
                (Retried, entries[2].Error, 1, null),
                (Started, null, 2, "Large"),
                (FellBack, ProofErrorType.OutOfMemory, 2, null),
                (Started, null, 3, "Medium"),
                (Completed, null, 3, "Medium"),
            }));
        Assert.That(entries[2].Error, Is.Not.Null);
        Assert.That(result.Circuit, Is.EqualTo(CircuitSize.Medium));
    }

    [Test]
    public async Task FailureAndCancellation_AreRecordedWithTheirErrors()
    {
        await using var world = new PipelineUnderTest(Scripts.InTurn(Scripts.Fail(() => new InvalidOperationException()), Scripts.Hang));
        var failed = await world.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        await failed.Completion.WaitAsync(Soon);
        var cancelled = await world.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        await world.Prover.NextCallAsync();
        await world.Prover.NextCallAsync();
        world.Pipeline.Cancel(cancelled.Id);
        await cancelled.Completion.WaitAsync(Soon);

        Assert.That(Of(world, failed.Id), Is.EqualTo(new[] { Requested, Started, Failed }));
        Assert.That(Of(world, cancelled.Id), Is.EqualTo(new[] { Requested, Started, Cancelled }));
        Assert.That(world.Audit.OfRequest(failed.Id)[^1].Error, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(world.Audit.OfRequest(cancelled.Id)[^1].Error, Is.EqualTo(ProofErrorType.ProofGenerationCancelled));
    }

    [Test]
    public async Task Refusal_IsAnEntryOfItsOwn_AtTheDoorAndLater()
    {
        await using var world = new PipelineUnderTest(Scripts.Hang, options =>
        {
            options.Access.Blocked.Add("mallory");
            options.RateLimit.Permits = 1;
        });
        await world.Pipeline.SubmitAsync(PipelineWorld.Request(1, user: "ann"));

        Refused(world, PipelineWorld.Request(2, user: "mallory"));
        Refused(world, PipelineWorld.Request(2, user: "ann"));

        var mallory = world.Audit.OfUser("mallory");
        Assert.That(mallory.Select(entry => entry.Action), Is.EqualTo(new[] { AuditAction.Refused }));
        Assert.That((mallory[0].Outcome, mallory[0].Error), Is.EqualTo((AuditOutcome.Refused, ProofErrorType.AccessDenied)));
        var late = world.Audit.OfUser("ann").Where(entry => entry.Error is not null).Single();
        Assert.That(Of(world, late.RequestId!.Value), Is.EqualTo(new[] { AuditAction.Refused }));
        Assert.That((late.Error, late.IsRefusal), Is.EqualTo((ProofErrorType.RateLimitExceeded, true)));
    }

    [Test]
    public async Task RefusalByAFullQueue_IsNotRequested()
    {
        await using var world = new PipelineUnderTest(
            Scripts.Hang, options => (options.MaxConcurrency, options.Queue.Capacity) = (1, 1));
        await world.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        await world.Prover.NextCallAsync();
        await world.Pipeline.SubmitAsync(PipelineWorld.Request(2));

        Refused(world, PipelineWorld.Request(3, user: "ann"));

        Assert.That(
            world.Audit.OfUser("ann").Select(entry => (entry.Action, entry.Error)),
            Is.EqualTo(new[] { (AuditAction.Refused, (ProofErrorType?)ProofErrorType.QueueFull) }));
    }

    [Test]
    public async Task Withdrawal_BeforeARequestIsLetIn_IsARefusal()
    {
        var limiter = new HandLimiter();
        await using var world = new PipelineUnderTest(replace: services => services with { Limiter = limiter });
        using var cancellation = new CancellationTokenSource();
        var call = world.Pipeline.SubmitAsync(PipelineWorld.Request(user: "ann"), cancellation.Token);
        await limiter.NextAsync();

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => call.WaitAsync(Soon));

        Assert.That(
            world.Audit.OfUser("ann").Select(entry => (entry.Action, entry.Error)),
            Is.EqualTo(new[] { (AuditAction.Refused, (ProofErrorType?)ProofErrorType.ProofGenerationCancelled) }));
    }

    [Test]
    public async Task OneBlockedUser_WhoAsksWithoutEnd_CostsNothingElseItsPlace()
    {
        var hanging = new TaskCompletionSource();
        var sink = new ScriptedSink { Script = _ => new ValueTask(hanging.Task) };
        AuditTrail trail = null!;
        await using var world = new PipelineUnderTest(
            configure: options => options.Access.Blocked.Add("mallory"),
            replace: services => services with
            {
                Audit = trail = new AuditTrail(
                    new AuditOptions { Capacity = 10, SinkCapacity = 10 }, [sink], services.Time, services.Logger),
            });
        var result = await world.Pipeline.ProveAsync(PipelineWorld.Request(user: "ann")).WaitAsync(Soon);

        for (var i = 0; i < 5_000; i++) Refused(world, PipelineWorld.Request(user: "mallory"));
        Assert.That(trail.RecentRefusals(), Has.Count.EqualTo(1), "the first at once");
        world.Time.Advance(world.Options.Audit.RefusalWindow);
        Refused(world, PipelineWorld.Request(user: "mallory"));
        Refused(world, PipelineWorld.Request(user: "mallory"));
        await world.PassTimeUntilAsync(world.Pipeline.StopAsync(), TimeSpan.FromMilliseconds(10));

        Assert.That(trail.LostCount, Is.Zero);
        Assert.That(
            trail.OfRequest(result.RequestId).Select(entry => entry.Action), Is.EqualTo(new[] { Requested, Started, Completed }));
        Assert.That(
            trail.RecentRefusals().Select(entry => (entry.UserId, entry.Error, entry.Count)),
            Is.EqualTo(new[] { 0L, 4_999, 0, 1 }.Select(
                count => ((ProofUserId)"mallory", (ProofErrorType?)ProofErrorType.AccessDenied, count))));
        Assert.That(trail.RecentRefusals()[1].Detail, Is.EqualTo("Further refusals within 00:01:00: AccessDenied 4999."));
        hanging.SetResult();
    }

    [Test]
    public async Task Trail_ThatThrows_CostsNoRequestAndIsReportedOnce()
    {
        var trail = Substitute.For<IAuditTrail>();
        trail.WhenForAnyArgs(each => each.Record(default)).Throw(new InvalidOperationException("A trail's own fault."));
        await using var world = new PipelineUnderTest(replace: services => services with { Audit = trail });

        for (var i = 0; i < 3; i++) await world.Pipeline.ProveAsync(PipelineWorld.Request(i)).WaitAsync(Soon);

        Assert.That(
            world.Logger.Messages.Where(message => message.EventId == 1001).Select(message => message.Text).Single(),
            Does.StartWith("IAuditTrail failed with InvalidOperationException"));
    }

    [Test]
    public async Task Sink_ThatHangs_HoldsNoProofUp()
    {
        var sink = new ScriptedSink { Script = _ => new ValueTask(new TaskCompletionSource().Task) };
        await using var world = new PipelineUnderTest(replace: services => services with
        {
            Audit = new AuditTrail(new AuditOptions { SinkCapacity = 1 }, [sink], services.Time, services.Logger),
        });

        for (var i = 0; i < 20; i++) await world.Pipeline.ProveAsync(PipelineWorld.Request(i)).WaitAsync(Soon);

        Assert.That(world.Services.Audit.LostCount, Is.GreaterThan(0));
    }

    private static AuditAction[] Of(PipelineUnderTest world, Guid request) =>
        [.. world.Audit.OfRequest(request).Select(entry => entry.Action)];

    private static void Refused(PipelineUnderTest world, ProofRequest request) =>
        Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(request));
}
