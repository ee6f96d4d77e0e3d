using System.Collections.Concurrent;
using System.Diagnostics;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch.Requests;

/// <summary>What a listener sees of requests: their traces, and nothing that could hold one up.</summary>
[TestFixture]
[NonParallelizable]
public sealed class RequestTraceTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    private readonly ConcurrentQueue<Activity> _ended = [];

    [SetUp]
    public void Forget() => _ended.Clear();

    [Test]
    public async Task Request_ThatIsProved_IsARequestWithAnAttemptWithItsStages()
    {
        using var listener = Listen();
        using var callers = new ActivitySource("a host");
        using var hosts = Listen("a host");
        ProverScript proves = call =>
        {
            var result = call.Result();
            return Task.FromResult(new ProverResult(result.Proof, result.Opinion, result.Plan, new ProverTimings
            {
                Planning = TimeSpan.FromSeconds(1),
                KeyLoad = TimeSpan.FromSeconds(2),
                Witness = TimeSpan.FromSeconds(3),
                Proving = TimeSpan.FromSeconds(4),
                Checking = TimeSpan.FromSeconds(5),
            }));
        };
        await using var test = new PipelineUnderTest(proves);
        using var caller = callers.StartActivity("caller")!;

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request(priority: ProofPriority.High)).WaitAsync(Soon);
        Assert.That(Activity.Current, Is.SameAs(caller), "The caller's own activity goes on.");
        await test.Pipeline.StopAsync();

        var request = Of(result.RequestId);
        Assert.That(request.ParentSpanId, Is.EqualTo(caller.SpanId));
        Assert.That((request.OperationName, request.Source.Version), Is.EqualTo(("proof request", "0.1.0")));
        Assert.That(request.GetTagItem("shadowgraph.proofs.outcome"), Is.EqualTo("completed"));
        Assert.That(request.GetTagItem("shadowgraph.proofs.priority"), Is.EqualTo("High"));
        Assert.That(request.GetTagItem("shadowgraph.proofs.circuit"), Is.EqualTo("Small"));
        var attempt = Below(request).Single();
        Assert.That(attempt.OperationName, Is.EqualTo("proof attempt"));
        Assert.That(attempt.GetTagItem("shadowgraph.proofs.attempt"), Is.EqualTo(1));
        Assert.That(
            Below(attempt).Select(stage => (stage.OperationName, stage.StartTimeUtc - attempt.StartTimeUtc, stage.Duration)),
            Is.EqualTo(new[]
            {
                ("plan proof", TimeSpan.Zero, TimeSpan.FromSeconds(1)),
                ("load proving key", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
                ("compute witness", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)),
                ("generate proof", TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(4)),
                ("check proof", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)),
                ("validate result", TimeSpan.FromSeconds(15), TimeSpan.FromTicks(1)),
            }));
        Assert.That(new[] { request, attempt }.Select(each => each.TraceId), Is.All.EqualTo(caller.TraceId));
    }

    [Test]
    public async Task Trace_OfAKeyedPipeline_NamesItsKey([Values(null, "batch")] string? key)
    {
        using var listener = Listen();
        await using var test = new PipelineUnderTest(replace: services => services with { Key = key });

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);
        await test.Pipeline.StopAsync();

        Assert.That(Of(result.RequestId).GetTagItem("shadowgraph.proofs.pipeline"), Is.EqualTo(key));
    }

    [Test]
    public async Task Prover_RunsWithTheActivityOfItsRequest_SoThatItsOwnNest()
    {
        using var listener = Listen();
        using var remote = new ActivitySource("a remote prover");
        using var remotes = Listen("a remote prover");
        ProverScript proves = async call =>
        {
            using (remote.StartActivity("prove elsewhere")) await Task.Yield();
            return call.Result();
        };
        await using var test = new PipelineUnderTest(proves);

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);
        await test.Pipeline.StopAsync();

        var elsewhere = _ended.Single(each => each.OperationName == "prove elsewhere");
        Assert.That((elsewhere.TraceId, elsewhere.ParentSpanId), Is.EqualTo((Of(result.RequestId).TraceId, Of(result.RequestId).SpanId)));
        Assert.That(Activity.Current, Is.Null);
    }

    [Test]
    public async Task Prover_WhenNobodyTracesRequests_RunsWithTheActivityOfTheCaller()
    {
        using var callers = new ActivitySource("a host");
        using var hosts = Listen("a host");
        Activity? seen = null;
        ProverScript proves = call =>
        {
            seen = Activity.Current;
            return Task.FromResult(call.Result());
        };
        await using var test = new PipelineUnderTest(proves);
        using var caller = callers.StartActivity("caller");

        await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That(seen, Is.Not.Null.And.SameAs(caller));
    }

    [Test]
    public async Task Request_ThatIsRepeated_HasAnAttemptForEach_WithItsError()
    {
        using var listener = Listen();
        await using var test = new PipelineUnderTest(
            Scripts.InTurn(Scripts.Fail(() => new IOException()), Scripts.Succeed),
            replace: services => services with { Strategies = [new AtOnce()] });

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);
        await test.Pipeline.StopAsync();

        var request = Of(result.RequestId);
        var attempts = Below(request).OrderBy(each => (int)each.GetTagItem("shadowgraph.proofs.attempt")!).ToArray();
        Assert.That(attempts, Has.Length.EqualTo(2));
        Assert.That(attempts[0].Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(attempts[0].GetTagItem("error.type"), Is.Not.Null);
        Assert.That(attempts[1].GetTagItem("error.type"), Is.Null);
        Assert.That(request.GetTagItem("shadowgraph.proofs.attempts"), Is.EqualTo(2));
    }

    [Test]
    public async Task Request_ThatJoins_LinksToTheOneWhoseProofItGets()
    {
        using var listener = Listen();
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        test.Pipeline.Cancel(first.Id);

        call.Succeed();
        await second.Completion.WaitAsync(Soon);
        await test.Pipeline.StopAsync();

        var (owner, joined) = (Of(first.Id), Of(second.Id));
        Assert.That(joined.Links.Single().Context.SpanId, Is.EqualTo(owner.SpanId));
        Assert.That(joined.TraceId, Is.Not.EqualTo(owner.TraceId));
        Assert.That(Below(joined), Is.Empty);
        Assert.That(Below(owner).Single().GetTagItem("error.type"), Is.Null, "The proof went on.");
        Assert.That(owner.GetTagItem("shadowgraph.proofs.outcome"), Is.EqualTo("cancelled"));
        Assert.That(owner.Status, Is.Not.EqualTo(ActivityStatusCode.Error));
        Assert.That(joined.GetTagItem("shadowgraph.proofs.outcome"), Is.EqualTo("completed"));
    }

    [Test]
    public async Task Request_ThatIsRefused_OrFails_EndsWithItsError()
    {
        using var listener = Listen();
        await using var test = new PipelineUnderTest(
            Scripts.Throw(() => new InvalidOperationException()), options => options.Access.Blocked.Add("mallory"));

        var refused = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.ProveAsync(PipelineWorld.Request(user: new("mallory"))))!;
        var failed = Assert.ThrowsAsync<ProofErrorException>(() => test.Pipeline.ProveAsync(PipelineWorld.Request()))!;
        await test.Pipeline.StopAsync();

        var (one, other) = (Of(refused.Error.RequestId!.Value), Of(failed.Error.RequestId!.Value));
        Assert.That((one.GetTagItem("shadowgraph.proofs.outcome"), one.GetTagItem("error.type")), Is.EqualTo(("refused", "AccessDenied")));
        Assert.That((other.GetTagItem("shadowgraph.proofs.outcome"), other.GetTagItem("error.type")), Is.EqualTo(("failed", "InternalError")));
        Assert.That(one.Status, Is.EqualTo(ActivityStatusCode.Error));
    }

    [Test]
    public async Task Clock_SetBackInBetween_MakesNoSpanNegative()
    {
        using var listener = Listen();
        SettableClock clock = null!;
        await using var test = new PipelineUnderTest(
            Scripts.ByHand, replace: services => services with { Time = clock = new SettableClock(services.Time) });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        clock.Offset = TimeSpan.FromDays(-1);
        test.Time.Advance(TimeSpan.FromSeconds(3));

        call.Succeed();
        await ticket.Completion.WaitAsync(Soon);
        await test.Pipeline.StopAsync();

        Assert.That(Of(ticket.Id).Duration, Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(Below(Of(ticket.Id)).Single().Duration, Is.EqualTo(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public async Task Listener_ThatThrows_CostsNoRequestItsProof_AndIsReportedOnce()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProofTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => throw new InvalidOperationException(),
        };
        ActivitySource.AddActivityListener(listener);
        await using var test = new PipelineUnderTest();

        for (var i = 0; i < 3; i++) await test.Pipeline.ProveAsync(PipelineWorld.Request(i)).WaitAsync(Soon);
        await test.Pipeline.StopAsync();

        Assert.That(test.Logger.Messages.Count(message => message.EventId == 1001), Is.EqualTo(1));
    }

    [Test]
    public async Task Listener_ThatHangs_HoldsUpNoRequest()
    {
        using var hang = new ManualResetEventSlim();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProofTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => hang.Wait(),
        };
        ActivitySource.AddActivityListener(listener);
        await using var test = new PipelineUnderTest();

        for (var i = 0; i < 3; i++) await test.Pipeline.ProveAsync(PipelineWorld.Request(i)).WaitAsync(Soon);
        await test.PassTimeUntilAsync(test.Pipeline.StopAsync());

        hang.Set();
    }

    [Test]
    public async Task Listener_ThatSamplesNothing_SeesNothing()
    {
        using var listener = Listen(result: ActivitySamplingResult.None);
        await using var test = new PipelineUnderTest();

        await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);
        await test.Pipeline.StopAsync();

        Assert.That(_ended, Is.Empty);
    }

    private Activity Of(Guid request) => _ended.Single(each => each.GetTagItem("shadowgraph.proofs.request.id") as string == request.ToString());

    private Activity[] Below(Activity parent) => [.. _ended.Where(each => each.ParentSpanId == parent.SpanId)];

    private ActivityListener Listen(
        string source = ProofTelemetry.ActivitySourceName, ActivitySamplingResult result = ActivitySamplingResult.AllDataAndRecorded)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = each => each.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => result,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class AtOnce : IRecoveryStrategy
    {
        public RecoveryDecision Decide(RecoveryContext context) => RecoveryDecision.RetryAfter(TimeSpan.Zero);
    }
}
