using CsCheck;
using Shadowgraph.Proofs.Errors;
using static Shadowgraph.Proofs.Tests.Errors.RecoveryWorld;

namespace Shadowgraph.Proofs.Tests.Errors;

[TestFixture]
public sealed class RetryStrategyTests
{
    [TestCaseSource(nameof(Types))]
    public void Decide_AnyType_RepeatsWhatMayPassAndNothingElse(ProofErrorType type)
    {
        var decision = new RetryStrategy(new RecoveryOptions()).Decide(After(type));

        Assert.That(
            decision.TriesAgain, Is.EqualTo(ProofErrorTypes.Describe(type).Recoverability == ProofErrorRecoverability.Retryable));
        Assert.That(decision, Has.Property("MaxCircuitSize").Null.And.Property("MaxDegreeOfParallelism").Null);
    }

    [Test]
    public void Decide_ErrorThatKnowsBetterThanItsType_IsHeeded()
    {
        var strategy = new RetryStrategy(new RecoveryOptions());
        var fatal = Error(ProofErrorType.NetworkError) with { Recoverability = ProofErrorRecoverability.Fatal };
        var passing = Error(ProofErrorType.ApiError) with { Recoverability = ProofErrorRecoverability.Retryable };

        Assert.That(strategy.Decide(After(Plan(), 1, fatal)), Is.SameAs(RecoveryDecision.Next));
        Assert.That(strategy.Decide(After(Plan(), 1, passing)).TriesAgain, Is.True);
    }

    [TestCase(3, 2, true)]
    [TestCase(3, 3, false)]
    [TestCase(3, 4, false)]
    [TestCase(1, 1, false)]
    public void Decide_AfterTheLastAttempt_HasNothingToSay(int maxAttempts, int attempts, bool repeats)
    {
        var strategy = new RetryStrategy(new RecoveryOptions { MaxAttempts = maxAttempts });

        Assert.That(strategy.Decide(After(ProofErrorType.NetworkError, attemptsWithPlan: attempts)).TriesAgain, Is.EqualTo(repeats));
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 4)]
    [TestCase(5, 16)]
    [TestCase(6, 30)]
    [TestCase(7, 30)]
    [TestCase(1000, 30)]
    [TestCase(int.MaxValue - 1, 30)]
    public void Decide_LongestDelay_DoublesUpToTheCap(int attempts, int seconds)
    {
        var strategy = new RetryStrategy(new RecoveryOptions { MaxAttempts = int.MaxValue }, () => 1);
        var delay = strategy.Decide(After(ProofErrorType.NetworkError, attemptsWithPlan: attempts)).Delay;
        Assert.That(delay, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public void Decide_AnyOptionsAndDraw_StaysWithinFullJitter() =>
        Gen.Select(Gen.Int[1, 80], Gen.Long[0, TimeSpan.TicksPerHour], Gen.Long[0, TimeSpan.TicksPerDay], Gen.Double[0, 1])
            .Sample((attempts, baseTicks, moreTicks, draw) =>
            {
                var options = new RecoveryOptions
                {
                    MaxAttempts = 100,
                    BaseDelay = TimeSpan.FromTicks(baseTicks),
                    MaxDelay = TimeSpan.FromTicks(baseTicks + moreTicks),
                };
                var context = After(ProofErrorType.NetworkError, attemptsWithPlan: attempts);
                var delay = new RetryStrategy(options, () => draw).Decide(context).Delay;
                var longest = Math.Min(baseTicks + moreTicks, baseTicks * Math.Pow(2, attempts - 1));
                return delay >= TimeSpan.Zero && Math.Abs(delay.Ticks - longest * draw) <= 1;
            });

    [Test]
    public void Decide_ManyTimes_DrawsEvenlyFromZeroToTheLongest()
    {
        var random = new Random(20261);
        var strategy = new RetryStrategy(new RecoveryOptions(), random.NextDouble);
        var context = After(ProofErrorType.NetworkError, attemptsWithPlan: 2);

        var tenths = Enumerable.Range(0, 10_000).CountBy(_ => (int)(strategy.Decide(context).Delay.TotalSeconds * 5)).ToDictionary();

        Assert.That(tenths.Keys, Is.EquivalentTo(Enumerable.Range(0, 10)));
        Assert.That(tenths.Values, Has.All.InRange(850, 1150));
    }

    [Test]
    public void Decide_WithTheSharedRandom_DoesNotAlwaysSayTheSame()
    {
        var strategy = new RetryStrategy(new RecoveryOptions());

        Assert.That(
            Enumerable.Range(0, 20).Select(_ => strategy.Decide(After(ProofErrorType.NetworkError)).Delay).Distinct().Count(),
            Is.GreaterThan(1));
    }

    [TestCase(10, 0.5, 10.5)]
    [TestCase(30, 0.5, 30)]
    [TestCase(-5, 0.5, 0.5)]
    public void Decide_ErrorThatSaysWhenToComeBack_WaitsAsLong(double retryAfter, double draw, double expected)
    {
        var error = Error(ProofErrorType.NetworkError) with { RetryAfter = TimeSpan.FromSeconds(retryAfter) };
        var strategy = new RetryStrategy(new RecoveryOptions(), () => draw);

        Assert.That(strategy.Decide(After(Plan(), 1, error)).Delay, Is.EqualTo(TimeSpan.FromSeconds(expected)));
    }

    [Test]
    public void Decide_ErrorThatSaysToComeBackMuchLater_HasNothingToSay()
    {
        var error = Error(ProofErrorType.NetworkError) with { RetryAfter = TimeSpan.FromSeconds(31) };

        Assert.That(new RetryStrategy(new RecoveryOptions()).Decide(After(Plan(), 1, error)), Is.SameAs(RecoveryDecision.Next));
    }

    [Test]
    public void NullArguments_Throw()
    {
        Assert.That(() => new RetryStrategy(null!), Throws.ArgumentNullException);
        Assert.That(() => new RetryStrategy(new RecoveryOptions()).Decide(null!), Throws.ArgumentNullException);
    }

    private static ProofErrorType[] Types() => Enum.GetValues<ProofErrorType>();
}
