using NSubstitute;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Tests.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>What sinks are told: each request once and its end once, each proof once, whatever becomes of them.</summary>
[TestFixture]
public sealed class EventPublisherTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task Refusal_OfARequestThatTheTrailKnows_IsNeverOnlyCounted()
    {
        await using var world = new AuditWorld();
        using var refusals = new RefusalAudit(world.Trail, TimeSpan.FromMinutes(1), world.Time);
        var events = new EventPublisher(
            new AuditRecorder(world.Trail, world.Logger), refusals, [], new ProofMetrics(world.Time), new RequestTracing(null, world.Time, world.Logger),
            world.Time, world.Logger);
        var requests = new[] { false, false, true }.Select(isKnown => new PendingRequest(
            new RequestScope(Guid.NewGuid(), null), PipelineWorld.Request(user: new("ann")), PipelineWorld.Now, 0, new ProofPipelineOptions())
        {
            IsAudited = isKnown,
        }).ToArray();

        foreach (var request in requests) events.TellRefused(request, ProofErrorType.QueueFull);

        Assert.That(
            world.Trail.RecentRefusals().Select(entry => (entry.RequestId, entry.Error)),
            Is.EqualTo(new[] { requests[0], requests[2] }.Select(request => ((Guid?)request.Id, (ProofErrorType?)ProofErrorType.QueueFull))));
    }

    [Test]
    public async Task Caller_ThatCancelsWhileItWaits_EndsAsCancelled_Once()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang);
        using var cancellation = new CancellationTokenSource();
        var proving = test.Pipeline.ProveAsync(PipelineWorld.Request(), cancellationToken: cancellation.Token);
        await test.Prover.NextCallAsync();

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => proving.WaitAsync(Soon));
        await test.Pipeline.StopAsync();

        Assert.That(test.Sink.Events.Count(e => RecordingSink.IsEnd(e.Kind)), Is.EqualTo(1));
        Assert.That(test.Metrics.History().Single().Kind, Is.EqualTo(ProofEventKind.Cancelled));
    }

    [Test]
    public async Task Proof_ThatSeveralWaitFor_CountsOnce()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var tickets = new List<ProofTicket> { await test.Pipeline.SubmitAsync(PipelineWorld.Request()) };
        var call = await test.Prover.NextCallAsync();
        for (var i = 0; i < 3; i++) tickets.Add(await test.Pipeline.SubmitAsync(PipelineWorld.Request()));

        call.Succeed();
        await Task.WhenAll(tickets.Select(ticket => ticket.Completion)).WaitAsync(Soon);

        var ends = await Task.WhenAll(tickets.Select(ticket => test.Sink.EndOfAsync(ticket.Id)));
        Assert.That(ends.Count(end => !end.IsShared), Is.EqualTo(1));
        Assert.That(test.Metrics.Snapshot().Circuits[(int)CircuitSize.Small].Succeeded, Is.EqualTo(1));
        Assert.That(test.Metrics.Snapshot().Durations.Total.Count, Is.EqualTo(1));
        Assert.That(test.Metrics.Snapshot().Requests.Completed, Is.EqualTo(4));
        Assert.That(test.Metrics.History(), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Proof_WhoseFirstRequestLeft_CountsWithTheOneThatStayed()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        test.Pipeline.Cancel(first.Id);
        call.Succeed();
        await second.Completion.WaitAsync(Soon);

        Assert.That((await test.Sink.EndOfAsync(first.Id)).IsShared, Is.True);
        Assert.That((await test.Sink.EndOfAsync(second.Id)).IsShared, Is.False);
        Assert.That(test.Metrics.Snapshot().Circuits[(int)CircuitSize.Small].Succeeded, Is.EqualTo(1));
    }

    [Test]
    public async Task Proof_ThatFails_CountsOnce_HoweverManyWaited()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        call.Fail(new InvalidOperationException());
        await Task.WhenAll(first.Completion, second.Completion).WaitAsync(Soon);

        Assert.That(test.Metrics.Snapshot().Circuits[(int)CircuitSize.Small].Failed, Is.EqualTo(1));
        Assert.That(test.Metrics.Snapshot().Requests.Failed, Is.EqualTo(2));
    }

    [Test]
    public async Task Resources_OfAProver_GoToTheResultAndTheSinks_WithinReason()
    {
        ProverScript measured = call =>
        {
            var result = call.Result();
            return Task.FromResult(new ProverResult(
                result.Proof, result.Opinion, result.Plan,
                new ProverTimings
                {
                    Planning = TimeSpan.MinValue,
                    KeyLoad = TimeSpan.FromSeconds(-1),
                    Witness = TimeSpan.FromSeconds(2),
                    Proving = TimeSpan.MaxValue,
                })
            {
                Resources = new ProverResources { ProcessorTime = TimeSpan.FromSeconds(3), PeakBytes = 4, DiskBytes = -5 },
            });
        };
        await using var test = new PipelineUnderTest(measured);

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That(result.Resources, Is.EqualTo(new ProverResources { ProcessorTime = TimeSpan.FromSeconds(3), PeakBytes = 4 }));
        Assert.That((await test.Sink.EndOfAsync(result.RequestId)).Resources, Is.EqualTo(result.Resources));
        Assert.That(
            result.Timings with { Total = default, Processing = default, Queued = default },
            Is.EqualTo(new ProofTimings { Witness = TimeSpan.FromSeconds(2), Proving = ProofPipelineOptions.MaxTimeout }));
        Assert.That(test.Metrics.Snapshot().Durations.Proving.Max, Is.EqualTo(ProofPipelineOptions.MaxTimeout));
    }

    [Test]
    public async Task Sink_ThatHangs_HoldsUpNoRequest_AndTheStopASecondAtMost()
    {
        using var hang = new ManualResetEventSlim();
        var hanging = Substitute.For<IMetricsSink>();
        hanging.WhenForAnyArgs(sink => sink.Record(default)).Do(_ => hang.Wait());
        var after = new RecordingSink();
        await using var test = new PipelineUnderTest(replace: services => services with { Sinks = [hanging, after] });

        for (var i = 0; i < 300; i++) await test.Pipeline.ProveAsync(PipelineWorld.Request(i)).WaitAsync(Soon);

        Assert.That(test.Logger.Messages.Count(message => message.EventId == 1050), Is.EqualTo(1));
        await test.PassTimeUntilAsync(test.Pipeline.StopAsync());
        Assert.That(after.Events.Count(e => RecordingSink.IsEnd(e.Kind)), Is.EqualTo(300));
        hang.Set();
    }

    [Test]
    public async Task Snapshots_WhileProofsGoOn_AddUp()
    {
        await using var test = new PipelineUnderTest();
        using var done = new CancellationTokenSource();
        var looking = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var now = test.Metrics.Snapshot();
                var requests = now.Requests;
                Assert.That(
                    requests.Submitted,
                    Is.EqualTo(requests.Waiting + requests.Running + requests.Completed + requests.Failed + requests.Cancelled));
                Assert.That(now.Durations.Total.Count, Is.EqualTo(now.Durations.Witness.Count));
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(user => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++) await test.Pipeline.ProveAsync(PipelineWorld.Request(i, recipient: user));
        }))).WaitAsync(Soon);
        await done.CancelAsync();
        await looking.WaitAsync(Soon);

        Assert.That(test.Metrics.Snapshot().Circuits[(int)CircuitSize.Small].Succeeded, Is.EqualTo(400));
    }
}
