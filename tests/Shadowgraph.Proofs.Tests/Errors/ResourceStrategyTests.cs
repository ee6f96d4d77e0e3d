using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using static Shadowgraph.Proofs.Tests.Errors.RecoveryWorld;

namespace Shadowgraph.Proofs.Tests.Errors;

[TestFixture]
public sealed class ResourceStrategyTests
{
    private static readonly ResourceStrategy Strategy = new(new RecoveryOptions { BaseDelay = TimeSpan.FromSeconds(7) });

    [TestCase(ProofErrorType.OutOfMemory)]
    [TestCase(ProofErrorType.ResourceExhausted)]
    public void Decide_FirstTime_TriesWithLess(ProofErrorType type)
    {
        var decision = Strategy.Decide(After(type));

        Assert.That(
            (decision.TriesAgain, decision.CompactsMemory, decision.Delay, decision.MaxDegreeOfParallelism, decision.MaxCircuitSize),
            Is.EqualTo((true, true, TimeSpan.FromSeconds(7), (int?)1, (CircuitSize?)null)));
    }

    [TestCase(CircuitSize.Large, false)]
    [TestCase(CircuitSize.Medium, true)]
    [TestCase(null, false)]
    public void Decide_MemoryRanOutBefore_TriesWithLessOnlyIfThatWasAnotherCircuit(CircuitSize? earlier, bool tries)
    {
        var context = After(
            Plan(), 1,
            Error(ProofErrorType.ResourceExhausted, earlier), Error(ProofErrorType.NetworkError), Error(ProofErrorType.OutOfMemory));

        Assert.That(Strategy.Decide(context).TriesAgain, Is.EqualTo(tries));
    }

    [Test]
    public void Decide_OtherErrorsBefore_TriesWithLess()
    {
        var context = After(
            Plan(), 3,
            Error(ProofErrorType.NetworkError), Error(ProofErrorType.ProofGenerationFailed), Error(ProofErrorType.OutOfMemory));

        Assert.That(Strategy.Decide(context).TriesAgain, Is.True);
    }

    [Test]
    public void Decide_PlanThatRanWithOneThread_HasNothingToSay()
    {
        Assert.That(Strategy.Decide(After(ProofErrorType.OutOfMemory, Plan(threads: 1))), Is.SameAs(RecoveryDecision.Next));
        Assert.That(Strategy.Decide(After(ProofErrorType.OutOfMemory, Plan(threads: 0))).TriesAgain, Is.True);
        Assert.That(Strategy.Decide(After(ProofErrorType.OutOfMemory, Plan(threads: 2))).TriesAgain, Is.True);
    }

    [TestCaseSource(nameof(Types))]
    public void Decide_AnyType_ActsOnMemoryOnly(ProofErrorType type) =>
        Assert.That(
            Strategy.Decide(After(type)).TriesAgain,
            Is.EqualTo(type is ProofErrorType.OutOfMemory or ProofErrorType.ResourceExhausted));

    [Test]
    public void Decide_NotAllowedOrFatal_HasNothingToSay()
    {
        var forbidden = new ResourceStrategy(new RecoveryOptions { AllowResourceOptimization = false });
        var fatal = Error(ProofErrorType.ResourceExhausted) with { Recoverability = ProofErrorRecoverability.Fatal };

        Assert.That(forbidden.Decide(After(ProofErrorType.OutOfMemory)), Is.SameAs(RecoveryDecision.Next));
        Assert.That(Strategy.Decide(After(Plan(), 1, fatal)), Is.SameAs(RecoveryDecision.Next));
    }

    [Test]
    public void NullArguments_Throw()
    {
        Assert.That(() => new ResourceStrategy(null!), Throws.ArgumentNullException);
        Assert.That(() => Strategy.Decide(null!), Throws.ArgumentNullException);
    }

    private static ProofErrorType[] Types() => Enum.GetValues<ProofErrorType>();
}
