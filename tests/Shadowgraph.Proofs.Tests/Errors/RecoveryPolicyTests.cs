using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Tests.Proving.Keys;
using static Shadowgraph.Proofs.Tests.Errors.RecoveryWorld;

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>Attempts are repeated as the strategies decide, and on the clock that was given.</summary>
[TestFixture]
[CancelAfter(60_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RecoveryPolicyTests
{
    private static readonly ProofError Passing = Error(ProofErrorType.ProofGenerationFailed);

    private readonly DelayClock _clock = new();
    private readonly ListLogger _logger = new();

    [Test]
    public async Task RunAsync_FirstAttemptSucceeds_AsksNobodyAndWaitsForNothing(CancellationToken timeout)
    {
        var strategy = Always(RecoveryDecision.RetryAfter(TimeSpan.Zero));
        var work = new ScriptedWork(_ => null);

        var outcome = await Policy(strategy).RunAsync(work, timeout);

        Assert.That(outcome.Value, Is.EqualTo("done after 1"));
        Assert.That(work.Recoveries, Is.Empty);
        Assert.That(_clock.AnyDelay, Is.False);
        strategy.DidNotReceiveWithAnyArgs().Decide(default!);
    }

    [Test]
    public async Task RunAsync_Delay_IsWaitedOnTheClock(CancellationToken timeout)
    {
        var work = new ScriptedWork(number => number == 1 ? Passing : null);
        var run = Policy(Always(RecoveryDecision.RetryAfter(TimeSpan.FromSeconds(5)))).RunAsync(work, timeout);

        Assert.That(await _clock.NextDelayAsync(timeout), Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(work.Recoveries.Single().Error.Type, Is.EqualTo(Passing.Type));
        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.That((run.IsCompleted, work.Attempts.Count), Is.EqualTo((false, 1)));
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.That((await run).Value, Is.EqualTo("done after 2"));
        Assert.That(work.Attempts, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task RunAsync_NoDelay_GoesOnAtOnce(CancellationToken timeout)
    {
        var work = new ScriptedWork(number => number < 3 ? Passing : null);

        var outcome = await Policy(Always(RecoveryDecision.RetryAfter(TimeSpan.Zero))).RunAsync(work, timeout);

        Assert.That(outcome.Value, Is.EqualTo("done after 3"));
        Assert.That(_clock.AnyDelay, Is.False);
    }

    [Test]
    public async Task RunAsync_DelayBeyondWhatATimerTakes_IsCutShort(CancellationToken timeout)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout);
        var run = Policy(Always(RecoveryDecision.RetryAfter(TimeSpan.MaxValue)))
            .RunAsync(ScriptedWork.AlwaysFailing(Passing), stop.Token);

        Assert.That(await _clock.NextDelayAsync(timeout), Is.EqualTo(TimeSpan.FromDays(24)));
        await stop.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task RunAsync_CancelledDuringTheDelay_EndsAtOnce(CancellationToken timeout)
    {
        using var stop = new CancellationTokenSource();
        var work = ScriptedWork.AlwaysFailing(Passing);
        var run = Policy(Always(RecoveryDecision.RetryAfter(TimeSpan.FromHours(1)))).RunAsync(work, stop.Token);
        await _clock.NextDelayAsync(timeout);

        await stop.CancelAsync();

        var failure = Assert.CatchAsync<OperationCanceledException>(() => run.WaitAsync(timeout));
        Assert.That(failure!.CancellationToken, Is.EqualTo(stop.Token));
        Assert.That(work.Attempts, Has.Exactly(1).Items);
    }

    [Test]
    public void RunAsync_CancelledBefore_Throws()
    {
        var work = new ScriptedWork(_ => null);

        Assert.That(
            async () => await Policy().RunAsync(work, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(work.Attempts, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task RunAsync_CancelledWhileAnAttemptFailed_EndsAsCancelledOnlyIfItHadGoneOn(bool goesOn)
    {
        using var stop = new CancellationTokenSource();
        var work = new ScriptedWork(_ =>
        {
            stop.Cancel();
            return Passing;
        });
        var run = Policy(Always(goesOn ? RecoveryDecision.RetryAfter(TimeSpan.Zero) : RecoveryDecision.GiveUp)).RunAsync(work, stop.Token);

        if (goesOn)
            Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        else
            Assert.That((await run).Error!.Type, Is.EqualTo(Passing.Type));
        Assert.That(work.Attempts, Has.Exactly(1).Items);
    }

    [Test]
    public void RunAsync_AttemptThatThrows_IsNotRepeated(CancellationToken timeout)
    {
        var strategy = Always(RecoveryDecision.RetryAfter(TimeSpan.Zero));
        Exception[] thrown = [new OperationCanceledException(), new InvalidOperationException("x")];

        foreach (var exception in thrown)
        {
            var work = new ScriptedWork(_ => throw exception);
            var failure = Assert.CatchAsync(() => Policy(strategy).RunAsync(work, timeout));
            Assert.That(failure, Is.SameAs(exception));
            Assert.That(work.Attempts, Has.Exactly(1).Items);
        }

        strategy.DidNotReceiveWithAnyArgs().Decide(default!);
    }

    [Test]
    public async Task RunAsync_SeveralStrategies_TheFirstThatSpeaksDecides(CancellationToken timeout)
    {
        var silent = Always(RecoveryDecision.Next);
        var first = Always(RecoveryDecision.FallBackTo(CircuitSize.Small));
        var second = Always(RecoveryDecision.GiveUp);
        var work = new ScriptedWork(number => number == 1 ? Passing : null);

        await Policy(silent, first, second).RunAsync(work, timeout);

        Assert.That(work.Recoveries.Single().Decision.MaxCircuitSize, Is.EqualTo(CircuitSize.Small));
        silent.ReceivedWithAnyArgs(1).Decide(default!);
        second.DidNotReceiveWithAnyArgs().Decide(default!);
    }

    [Test]
    public async Task RunAsync_StrategyGivesUp_OthersAreNotAsked(CancellationToken timeout)
    {
        var other = Always(RecoveryDecision.RetryAfter(TimeSpan.Zero));
        var work = ScriptedWork.AlwaysFailing(Passing);

        var outcome = await Policy(Always(RecoveryDecision.GiveUp), other).RunAsync(work, timeout);

        Assert.That(outcome.Error!.Attempt, Is.EqualTo(1));
        Assert.That(work.Recoveries, Is.Empty);
        other.DidNotReceiveWithAnyArgs().Decide(default!);
    }

    [Test]
    public async Task RunAsync_NobodySpeaks_Fails(CancellationToken timeout)
    {
        Assert.That((await Policy().RunAsync(ScriptedWork.AlwaysFailing(Passing), timeout)).Succeeded, Is.False);
        Assert.That(
            (await Policy(Always(RecoveryDecision.Next)).RunAsync(ScriptedWork.AlwaysFailing(Passing), timeout)).Succeeded, Is.False);
    }

    [Test]
    public async Task RunAsync_StrategyThatThrowsOrReturnsNull_IsPassedOver(CancellationToken timeout)
    {
        var throwing = Substitute.For<IRecoveryStrategy>();
        throwing.Decide(default!).ThrowsForAnyArgs(new InvalidOperationException("s3cret"));
        var work = new ScriptedWork(number => number == 1 ? Passing : null);

        var outcome = await Policy(throwing, Always(null!), Always(RecoveryDecision.RetryAfter(TimeSpan.Zero))).RunAsync(work, timeout);

        Assert.That(outcome.Value, Is.EqualTo("done after 2"));
        Assert.That(_logger.Entries.Select(entry => entry.Id), Is.EqualTo(new[] { 1101, 1102 }));
        Assert.That(_logger.Entries[0].Text, Does.Contain("InvalidOperationException").And.Not.Contain("s3cret"));
    }

    [Test]
    public async Task RunAsync_StrategyThatNeverStops_IsStopped(CancellationToken timeout)
    {
        var work = ScriptedWork.AlwaysFailing(Passing);

        var outcome = await Policy(Always(RecoveryDecision.RetryAfter(TimeSpan.Zero))).RunAsync(work, timeout);

        Assert.That(work.Attempts, Has.Exactly(RecoveryPolicy.MostAttempts).Items);
        Assert.That(work.Recoveries, Has.Exactly(RecoveryPolicy.MostAttempts - 1).Items);
        Assert.That(outcome.Error!.Attempt, Is.EqualTo(RecoveryPolicy.MostAttempts));
        Assert.That(_logger.Entries.Single().Id, Is.EqualTo(1103));
    }

    [Test]
    public async Task RunAsync_LastAttemptSucceeds_IsNoFailure(CancellationToken timeout)
    {
        var work = new ScriptedWork(number => number < RecoveryPolicy.MostAttempts ? Passing : null);

        Assert.That((await Policy(Always(RecoveryDecision.RetryAfter(TimeSpan.Zero))).RunAsync(work, timeout)).Succeeded, Is.True);
        Assert.That(_logger.Entries, Is.Empty);
    }

    [TestCaseSource(nameof(Types))]
    public async Task RunAsync_FatalError_IsNeverRepeatedWhateverStrategiesSay(ProofErrorType type)
    {
        var strategy = Always(RecoveryDecision.RetryAfter(TimeSpan.Zero));
        var work = ScriptedWork.AlwaysFailing(Error(type) with { Recoverability = ProofErrorRecoverability.Fatal });

        await Policy(strategy).RunAsync(work, CancellationToken.None);

        Assert.That(work.Attempts, Has.Exactly(1).Items);
        strategy.DidNotReceiveWithAnyArgs().Decide(default!);
    }

    [TestCaseSource(nameof(Types))]
    public async Task RunAsync_DefaultStrategies_TreatEachTypeAsItsTableSays(ProofErrorType type)
    {
        var options = new RecoveryOptions { BaseDelay = TimeSpan.Zero };
        var work = ScriptedWork.AlwaysFailing(Error(type));

        await Policy(new ResourceStrategy(options), new CircuitFallbackStrategy(options), new RetryStrategy(options))
            .RunAsync(work, CancellationToken.None);

        var plans = work.Plans.Select(plan => (plan.Size, plan.MaxDegreeOfParallelism));
        Assert.That(plans, Is.EqualTo((ProofErrorTypes.Describe(type).Recoverability, type) switch
        {
            (ProofErrorRecoverability.Fatal, _) => [(CircuitSize.Large, 4)],
            (ProofErrorRecoverability.Retryable, _) => [(CircuitSize.Large, 4), (CircuitSize.Large, 4), (CircuitSize.Large, 4)],
            (_, ProofErrorType.OutOfMemory or ProofErrorType.ResourceExhausted) =>
                [(CircuitSize.Large, 4), (CircuitSize.Large, 1), (CircuitSize.Medium, 1), (CircuitSize.Small, 1)],
            _ => new[] { (CircuitSize.Large, 4), (CircuitSize.Medium, 4), (CircuitSize.Small, 4) },
        }));
    }

    [Test]
    public async Task RunAsync_AttemptsWithPlan_BeginAnewWhenThePlanChanges(CancellationToken timeout)
    {
        RecoveryDecision[] decisions =
        [
            RecoveryDecision.RetryAfter(TimeSpan.Zero),
            RecoveryDecision.FallBackTo(CircuitSize.Large), // no change
            RecoveryDecision.FallBackTo(CircuitSize.Medium),
            RecoveryDecision.RetryAfter(TimeSpan.Zero),
            RecoveryDecision.RetryWithLess(TimeSpan.Zero, 1),
            RecoveryDecision.RetryWithLess(TimeSpan.Zero, 1), // no change
            RecoveryDecision.FallBackTo(CircuitSize.Medium), // no change
            RecoveryDecision.RetryAfter(TimeSpan.Zero),
            RecoveryDecision.FallBackTo(CircuitSize.Small),
            RecoveryDecision.GiveUp,
        ];
        var seen = new List<RecoveryContext>();
        var strategy = Substitute.For<IRecoveryStrategy>();
        strategy.Decide(Arg.Do<RecoveryContext>(seen.Add)).Returns(decisions[0], decisions[1..]);

        await Policy(strategy).RunAsync(ScriptedWork.AlwaysFailing(Passing), timeout);

        Assert.That(seen.Select(context => context.AttemptsWithPlan), Is.EqualTo(new[] { 1, 2, 3, 1, 2, 1, 2, 3, 4, 1 }));
        Assert.That(seen.Select(context => context.Attempts), Is.EqualTo(Enumerable.Range(1, 10)), "each sees what was then");
        Assert.That(seen[^1].Errors.Select(error => error.Attempt), Is.EqualTo(Enumerable.Range(1, 10)));
        Assert.That(seen[^1].Plan.Size, Is.EqualTo(CircuitSize.Small));
    }

    [Test]
    public async Task RunAsync_WorkThatChangesItsCircuitItself_CountsAnew(CancellationToken timeout)
    {
        var work = new ScriptedWork(_ => Passing) { PlanOf = number => Plan(number < 3 ? CircuitSize.Large : CircuitSize.Small) };
        var seen = new List<int>();
        var strategy = Substitute.For<IRecoveryStrategy>();
        strategy.Decide(Arg.Do<RecoveryContext>(context => seen.Add(context.AttemptsWithPlan)))
            .Returns(_ => seen.Count < 4 ? RecoveryDecision.RetryAfter(TimeSpan.Zero) : RecoveryDecision.GiveUp);

        await Policy(strategy).RunAsync(work, timeout);

        Assert.That(seen, Is.EqualTo(new[] { 1, 2, 1, 2 }));
    }

    [Test]
    public async Task RunAsync_ManyAtOnce_DoNotMixTheirAttempts(CancellationToken timeout)
    {
        var policy = Policy(new RetryStrategy(new RecoveryOptions { BaseDelay = TimeSpan.Zero, MaxAttempts = 10 }));
        var works = Enumerable.Range(0, 500).Select(i => new ScriptedWork(number => number <= i % 7 ? Passing : null)).ToArray();

        var outcomes = await Task.WhenAll(works.Select(work => Task.Run(() => policy.RunAsync(work, timeout), timeout)));

        Assert.That(outcomes.Select(outcome => outcome.Value), Is.EqualTo(works.Select((_, i) => $"done after {1 + i % 7}")));
        Assert.That(works.Select(work => work.Recoveries.Count), Is.EqualTo(works.Select((_, i) => i % 7)));
    }

    private RecoveryPolicy Policy(params IRecoveryStrategy[] strategies) => new(strategies, _clock, _logger);

    private static IRecoveryStrategy Always(RecoveryDecision decision)
    {
        var strategy = Substitute.For<IRecoveryStrategy>();
        strategy.Decide(default!).ReturnsForAnyArgs(decision);
        return strategy;
    }

    private static ProofErrorType[] Types() => Enum.GetValues<ProofErrorType>();
}
