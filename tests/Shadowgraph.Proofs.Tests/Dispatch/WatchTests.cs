using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Progress and look-up.</summary>
[TestFixture]
public sealed class WatchTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task Watch_FromTheQueueToTheEnd_NeverFalls_AndEndsWithAHundred()
    {
        await using var test = new PipelineUnderTest(Scripts.Report(reportsPerStage: 50));
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        var reports = await ReadAsync(test.Pipeline.WatchAsync(ticket.Id));

        Assert.That(reports.Select(report => report.Percent), Is.Ordered);
        Assert.That(reports.Select(report => report.Sequence), Is.Ordered.And.Unique);
        Assert.That(reports[^1], Has.Property("Percent").EqualTo(100).And.Property("State").EqualTo(ProofState.Completed));
        Assert.That(reports.Count(report => report.IsFinal), Is.EqualTo(1));
        Assert.That(reports, Has.All.Property("RequestId").EqualTo(ticket.Id));
    }

    [Test]
    public async Task Watch_OverSeveralAttempts_NeverFalls()
    {
        ProverScript failsLate = async call =>
        {
            await Task.Yield();
            call.Report(ProverStage.Proving, 0.9, link: 1);
            throw new IOException();
        };
        await using var test = new PipelineUnderTest(
            Scripts.InTurn(failsLate, failsLate, Scripts.Report()),
            replace: services => services with { Strategies = [new AtOnce()] });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());

        var reports = await ReadAsync(test.Pipeline.WatchAsync(ticket.Id));

        Assert.That(reports.Select(report => report.Percent), Is.Ordered);
        Assert.That(reports[^1].Attempt, Is.EqualTo(3));
    }

    [Test]
    public async Task Watch_ByManyFastSlowAndLeavingOnes_HoldsNothingUp()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        using var never = new SemaphoreSlim(0);
        var slow = Task.Run(async () =>
        {
            await foreach (var report in test.Pipeline.WatchAsync(ticket.Id))
            {
                await never.WaitAsync();
                if (report.IsFinal) return report;
            }

            return null;
        });
        var leaving = Task.Run(async () =>
        {
            await foreach (var report in test.Pipeline.WatchAsync(ticket.Id)) throw new InvalidOperationException(report.Description);
        });
        var fast = Enumerable.Range(0, 20).Select(_ => ReadAsync(test.Pipeline.WatchAsync(ticket.Id))).ToArray();

        for (var i = 0; i < 1000; i++) call.Report(ProverStage.Proving, i / 1000.0, link: 1);
        call.Succeed();
        var result = await ticket.Completion.WaitAsync(Soon);
        var seen = await Task.WhenAll(fast).WaitAsync(Soon);
        Assert.CatchAsync<InvalidOperationException>(() => leaving.WaitAsync(Soon));
        never.Release(2000);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(seen, Has.All.Matches<List<ProofProgress>>(reports => reports[^1].Percent is 100));
        Assert.That((await slow.WaitAsync(Soon))!.IsFinal, Is.True, "The last report is never left out.");
    }

    [Test]
    public async Task Watch_AnEndedRequest_GivesItsEnd_AndAnUnknownOneNothing()
    {
        await using var test = new PipelineUnderTest(Scripts.Throw(() => new InvalidOperationException()));
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        await ticket.Completion.WaitAsync(Soon);

        var reports = await ReadAsync(test.Pipeline.WatchAsync(ticket.Id));

        Assert.That(reports.Single().State, Is.EqualTo(ProofState.Failed));
        Assert.That(reports[0].Percent, Is.LessThan(100));
        Assert.That(await ReadAsync(test.Pipeline.WatchAsync(Guid.NewGuid())), Is.Empty);
    }

    [Test]
    public async Task Watch_CancelledByItsWatcher_LeavesTheRequestAlone()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        using var cancellation = new CancellationTokenSource();
        var watching = ReadAsync(test.Pipeline.WatchAsync(ticket.Id, cancellation.Token));

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => watching.WaitAsync(Soon));
        call.Succeed();

        Assert.That((await ticket.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task EstimatedRemaining_FollowsWhatIsDone_AndWhatWasLearned()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var call = await test.Prover.NextCallAsync();
        Assert.That(test.Pipeline.Find(first.Id)!.Progress.EstimatedRemaining, Is.Null, "Nothing is known yet.");
        test.Time.Advance(TimeSpan.FromSeconds(10));
        call.Report(ProverStage.Proving, 0.25, link: 1);
        Assert.That(
            test.Pipeline.Find(first.Id)!.Progress.EstimatedRemaining, Is.EqualTo(TimeSpan.FromSeconds(30)).Within(TimeSpan.FromMilliseconds(1)));
        test.Time.Advance(TimeSpan.FromSeconds(10));
        call.Succeed();
        await first.Completion.WaitAsync(Soon);

        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        await test.Prover.NextCallAsync();
        var third = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));

        Assert.That(test.Pipeline.Find(second.Id)!.Progress.EstimatedRemaining, Is.EqualTo(TimeSpan.FromSeconds(20)).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That(
            test.Pipeline.Find(third.Id)!.Progress.EstimatedRemaining, Is.EqualTo(TimeSpan.FromSeconds(40)).Within(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public async Task EstimatedRemaining_OfALaterAttempt_FollowsThatAttempt()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, replace: services => services with { Strategies = [new AtOnce()] });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var first = await test.Prover.NextCallAsync();
        first.Report(ProverStage.Proving, 0.9, link: 1);
        first.Fail(Faults.Classified(ProofErrorType.NetworkError));
        var second = await test.Prover.NextCallAsync();

        test.Time.Advance(TimeSpan.FromSeconds(8));
        second.Report(ProverStage.Proving, 0.2, link: 1);
        second.Report(ProverStage.Proving, 0.8, link: 1);

        var left = test.Pipeline.Find(ticket.Id)!.Progress.EstimatedRemaining;
        Assert.That(left, Is.EqualTo(TimeSpan.FromSeconds(2)).Within(TimeSpan.FromMilliseconds(1)));
        second.Succeed();
    }

    [Test]
    public async Task Watch_WhileAnAbandonedProverGoesOn_ShowsTheNewAttemptOnly()
    {
        await using var test = new PipelineUnderTest(Scripts.Deaf, replace: services => services with { Strategies = [new AtOnce()] });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var deaf = await test.Prover.NextCallAsync();
        var second = await test.PassTimeUntilAsync(test.Prover.NextCallAsync(), TimeSpan.FromSeconds(5));
        second.Report(ProverStage.LoadingKey, 0.05);
        var before = test.Pipeline.Find(ticket.Id)!.Progress;

        deaf.Report(ProverStage.Proving, 0.9, link: 1);
        deaf.Succeed();
        await Wait.UntilAsync(() => test.Pipeline.Statistics.Abandoned == 0);

        var after = test.Pipeline.Find(ticket.Id)!.Progress;
        Assert.That((after.Stage, after.Percent), Is.EqualTo((before.Stage, before.Percent)));
        Assert.That(test.Validator.Calls, Is.Zero, "What comes too late is not looked at.");
        second.Succeed();
        Assert.That((await ticket.Completion.WaitAsync(Soon)).State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public async Task Observe_WhenAProverReturnsLate_ShowsWhatItGaveBack()
    {
        await using var test = new PipelineUnderTest(Scripts.Deaf);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request());
        var call = await test.Prover.NextCallAsync();
        test.Pipeline.Cancel(ticket.Id);
        await using var snapshots = test.Pipeline.ObserveAsync().GetAsyncEnumerator();
        await snapshots.MoveNextAsync();
        Assert.That(snapshots.Current.Statistics.ProcessorsInUse, Is.EqualTo(8));

        call.Succeed();
        while (snapshots.Current.Statistics.ProcessorsInUse > 0) await snapshots.MoveNextAsync().AsTask().WaitAsync(Soon);

        Assert.That(snapshots.Current.Statistics.ReservedBytes, Is.Zero);
    }

    [Test]
    public async Task Watch_WhileItWaits_TellsItsPlaceAndEstimate_AsTheyChange()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        var learned = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        var call = await test.Prover.NextCallAsync();
        test.Time.Advance(TimeSpan.FromSeconds(10));
        call.Succeed();
        await learned.Completion.WaitAsync(Soon);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0, 1));
        var running = await test.Prover.NextCallAsync();
        var before = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var watched = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        var behind = await test.Pipeline.SubmitAsync(PipelineWorld.Request(3));
        await using var reports = test.Pipeline.WatchAsync(watched.Id).GetAsyncEnumerator();

        var first = await NextAsync();
        test.Pipeline.Cancel(behind.Id);
        var overtaking = await test.Pipeline.SubmitAsync(PipelineWorld.Request(4, priority: ProofPriority.High));
        var second = await NextAsync();
        test.Pipeline.Cancel(overtaking.Id);
        test.Pipeline.Cancel(before.Id);
        var third = await NextAsync();
        while (third.Position > 0) third = await NextAsync();
        running.Report(ProverStage.Proving, 0.5, link: 1);
        var later = NextAsync();
        test.Time.Advance(TimeSpan.FromSeconds(1));
        var fourth = await later;

        Assert.That(new[] { first, second, third, fourth }, Has.All.Matches<ProofProgress>(
            report => (report.State, report.Stage, report.Percent) == (ProofState.Queued, ProofStage.Queued, 0)));
        Assert.That(
            new[] { first, second, third, fourth }.Select(report => report.Position), Is.EqualTo(new int?[] { 1, 2, 0, 0 }));
        Assert.That(
            new[] { first, second, third, fourth }.Select(report => report.EstimatedRemaining!.Value.TotalSeconds),
            Is.EqualTo(new[] { 30.0, 40, 20, 15 }).Within(0.01));
        Assert.That(first.Description, Is.EqualTo("Queued behind 1 request"));
        Assert.That(new[] { first, second, third, fourth }.Select(report => report.Sequence), Is.Ordered.And.Unique);

        running.Succeed();
        await test.Prover.NextCallAsync();
        var begun = await NextAsync();
        while (begun.State == ProofState.Queued) begun = await NextAsync();
        Assert.That((begun.Position, begun.Sequence > fourth.Sequence), Is.EqualTo(((int?)null, true)));

        async Task<ProofProgress> NextAsync()
        {
            Assert.That(await reports.MoveNextAsync().AsTask().WaitAsync(Soon), Is.True);
            return reports.Current;
        }
    }

    [Test]
    public async Task Find_WhileItWaits_RaisesTheSequenceWithTheContent_AndOnlyThen()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand, options => options.MaxConcurrency = 1);
        await test.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await test.Prover.NextCallAsync();
        var before = await test.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        var waiting = await test.Pipeline.SubmitAsync(PipelineWorld.Request(2));
        ProofProgress Look() => test.Pipeline.Find(waiting.Id)!.Progress;

        var (first, again) = (Look(), Look());
        test.Pipeline.Cancel(before.Id);
        var moved = Look();

        Assert.That(again, Is.EqualTo(first));
        Assert.That((first.Position, moved.Position), Is.EqualTo(((int?)1, (int?)0)));
        Assert.That(moved.Sequence, Is.EqualTo(first.Sequence + 1));
    }

    [Test]
    public async Task Finished_OfOneWhoEndsMany_CostNobodyElseAResult()
    {
        await using var test = new PipelineUnderTest();
        var own = await test.Pipeline.SubmitAsync(PipelineWorld.Request(0, user: new("ann")));
        await own.Completion.WaitAsync(Soon);

        for (var i = 1; i <= 1_200; i++) await test.Pipeline.ProveAsync(PipelineWorld.Request(0, i, user: new("bob"))).WaitAsync(Soon);

        Assert.That(test.Pipeline.FindResult(own.Id), Is.SameAs(await own.Completion));
        Assert.That(test.Pipeline.List(new ProofUserId("bob")), Has.Count.EqualTo(999));
    }

    [Test]
    public async Task Finished_AreKeptForLookUp_TheLatestOnly()
    {
        await using var test = new PipelineUnderTest(configure: options => options.FinishedCapacity = 2);
        var tickets = new List<ProofTicket>();
        for (var i = 0; i < 3; i++)
        {
            tickets.Add(await test.Pipeline.SubmitAsync(PipelineWorld.Request(i, user: new($"user {i}"))));
            await tickets[i].Completion.WaitAsync(Soon);
        }

        Assert.That(test.Pipeline.Find(tickets[0].Id), Is.Null);
        Assert.That(test.Pipeline.FindResult(tickets[0].Id), Is.Null);
        Assert.That(test.Pipeline.FindResult(tickets[2].Id), Is.SameAs(await tickets[2].Completion));
        Assert.That(test.Pipeline.List().Select(status => status.Id), Is.EqualTo(new[] { tickets[1].Id, tickets[2].Id }));
        Assert.That(test.Pipeline.List(new ProofUserId("user 2")).Single().Id, Is.EqualTo(tickets[2].Id));
        Assert.That(test.Pipeline.List(new ProofUserId("user 0")), Is.Empty);
    }

    private static async Task<List<ProofProgress>> ReadAsync(IAsyncEnumerable<ProofProgress> reports)
    {
        var seen = new List<ProofProgress>();
        await foreach (var report in reports) seen.Add(report);
        return seen;
    }

    private sealed class AtOnce : IRecoveryStrategy
    {
        public RecoveryDecision Decide(RecoveryContext context) =>
            RecoveryDecision.RetryAfter(TimeSpan.Zero);
    }
}
