using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Equal requests in flight prove once.</summary>
[TestFixture]
public sealed class SingleFlightTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task EqualRequests_ProveOnce_AndEachGetsAResultOfItsOwn()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("ann")));
        var call = await test.Prover.NextCallAsync();
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: new("bob")));

        call.Succeed();
        var results = await Task.WhenAll(first.Completion, second.Completion).WaitAsync(Soon);

        Assert.That(test.Prover.Calls, Is.EqualTo(1));
        Assert.That(results.Select(result => result.RequestId), Is.EqualTo(new[] { first.Id, second.Id }));
        Assert.That(results[1].Proof, Is.SameAs(results[0].Proof));
        Assert.That(results[1].Hash, Is.EqualTo(results[0].Hash));
        Assert.That(test.Pipeline.Statistics.Joined, Is.EqualTo(1));
        await test.Sink.EndOfAsync(second.Id);
        Assert.That(test.Sink.Of(second.Id), Is.EqualTo(new[] { ProofEventKind.Requested, ProofEventKind.Joined, ProofEventKind.Completed }));
    }

    [Test]
    public async Task DifferentRecipients_ProveApart()
    {
        await using var test = new PipelineUnderTest();

        await test.Pipeline.ProveAsync(PipelineWorld.Request(0, recipient: 1)).WaitAsync(Soon);
        await test.Pipeline.ProveAsync(PipelineWorld.Request(0, recipient: 2)).WaitAsync(Soon);

        Assert.That(test.Prover.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task Joiner_RaisesThePriority()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var running = await test.Prover.NextCallAsync();
        var low = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1, priority: ProofPriority.Low));
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(2, priority: ProofPriority.High));
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(1, priority: ProofPriority.Critical));

        running.Succeed();
        var next = await test.Prover.NextCallAsync();

        Assert.That(next.Job.Opening, Is.SameAs(PipelineWorld.Opening(1)));
        next.Succeed();
        Assert.That((await low.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Joiner_KeepsItsOwnDeadline()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var patient = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        var hurried = await test.Pipeline.SubmitAsync(PipelineWorld.Request(timeout: TimeSpan.FromSeconds(5)));

        test.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await hurried.Completion.WaitAsync(Soon)).Error!.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.False);
        call.Succeed();

        Assert.That((await patient.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task LastWaiter_Cancelling_CancelsTheFlight()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        test.Pipeline.Cancel(first.Id);
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.False);
        test.Pipeline.Cancel(second.Id);

        Assert.That((await second.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Cancelled));
        Assert.That(call.CancellationToken.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task Attempts_AfterTheFirstRequestHasLeft_AreToldOfInTheNameOfTheNext()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var running = await test.Prover.NextCallAsync();
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        test.Pipeline.Cancel(first.Id);

        running.Succeed();
        (await test.Prover.NextCallAsync()).Succeed();
        await second.Completion.WaitAsync(Soon);

        await test.Sink.EndOfAsync(second.Id);
        Assert.That(
            test.Sink.Of(first.Id), Is.EqualTo(new[] { ProofEventKind.Requested, ProofEventKind.Queued, ProofEventKind.Cancelled }));
        Assert.That(
            test.Sink.Of(second.Id),
            Is.EqualTo(new[] { ProofEventKind.Requested, ProofEventKind.Joined, ProofEventKind.Started, ProofEventKind.Completed }));
    }

    [Test]
    public async Task EqualRequest_AfterTheFlightWasCancelled_BeginsANewOne()
    {
        await using var test = new PipelineUnderTest(Scripts.Deaf);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var old = await test.Prover.NextCallAsync();
        test.Pipeline.Cancel(first.Id);

        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.PassTimeUntilAsync(test.Prover.NextCallAsync(), TimeSpan.FromSeconds(1));
        call.Succeed();

        Assert.That((await second.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
        old.Succeed();
    }

    [Test]
    public async Task FailedFlight_FailsForAllWhoWait_EachUnderItsOwnId()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        call.Fail(new InvalidOperationException());
        var results = await Task.WhenAll(first.Completion, second.Completion).WaitAsync(Soon);

        Assert.That(results.Select(result => result.Error!.RequestId), Is.EqualTo(new Guid?[] { first.Id, second.Id }));
        Assert.That(test.Pipeline.Statistics.Failed, Is.EqualTo(2));
    }

    [Test]
    public async Task IdentitySecret_DisposedByItsOwnerAfterSubmitting_StaysWithTheFlight_AndIsClearedAtItsEnd()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var secret = Copy();
        var ticket = await test.Pipeline.SubmitAsync(new ProofRequest(PipelineWorld.Hidden, ProofStatement.SetMembership().Anonymously())
        {
            Recipient = PipelineWorld.Recipient,
            AsOf = PipelineWorld.Now,
            Identity = secret,
        });
        secret.Dispose();

        var call = await test.Prover.NextCallAsync();
        var copy = call.Job.Identity!;
        Assert.That(copy.NullifierFor(PipelineWorld.Scope.ToFr()), Is.EqualTo(PipelineWorld.HiddenIdentity.NullifierFor(PipelineWorld.Scope.ToFr())));
        call.Succeed();

        Assert.That((await ticket.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
        await test.Pipeline.StopAsync();
        Assert.That(() => copy.NullifierFor(PipelineWorld.Scope.ToFr()), Throws.TypeOf<ObjectDisposedException>());
    }

    private static IdentitySecret Copy()
    {
        var bytes = new byte[IdentitySecret.Size];
        PipelineWorld.HiddenIdentity.Export(bytes);
        return IdentitySecret.FromBytes(bytes);
    }
}
