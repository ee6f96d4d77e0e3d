using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using static Shadowgraph.Proofs.Tests.Errors.RecoveryWorld;

namespace Shadowgraph.Proofs.Tests.Errors;

[TestFixture]
public sealed class CircuitFallbackStrategyTests
{
    private static readonly CircuitFallbackStrategy Strategy = new(new RecoveryOptions());

    [TestCase(CircuitSize.Large, CircuitSize.Medium)]
    [TestCase(CircuitSize.Medium, CircuitSize.Small)]
    public void Decide_CircuitThatCannotBeUsed_GoesOnWithTheNextSmaller(CircuitSize size, CircuitSize smaller)
    {
        var decision = Strategy.Decide(After(ProofErrorType.ProvingKeyNotFound, Plan(size)));

        Assert.That(decision.MaxCircuitSize, Is.EqualTo(smaller));
        Assert.That(
            (decision.TriesAgain, decision.Delay, decision.MaxDegreeOfParallelism, decision.CompactsMemory),
            Is.EqualTo((true, TimeSpan.Zero, (int?)null, false)));
    }

    [Test]
    public void Decide_TheSmallestCircuit_HasNothingToSay() =>
        Assert.That(
            Strategy.Decide(After(ProofErrorType.ProvingKeyNotFound, Plan(CircuitSize.Small))), Is.SameAs(RecoveryDecision.Next));

    [TestCase(CircuitSize.Large, 55_297, null)]
    [TestCase(CircuitSize.Large, 55_296, CircuitSize.Medium)]
    [TestCase(CircuitSize.Medium, 18_433, null)]
    [TestCase(CircuitSize.Medium, 18_432, CircuitSize.Small)]
    public void Decide_MoreAttestationsThanASmallerCircuitTakes_HasNothingToSay(CircuitSize size, int attestations, CircuitSize? smaller)
    {
        var decision = Strategy.Decide(After(ProofErrorType.OutOfMemory, Plan(size, attestations: attestations)));

        Assert.That(decision.MaxCircuitSize, Is.EqualTo(smaller));
        Assert.That(decision.TriesAgain, Is.EqualTo(smaller is not null));
    }

    [TestCaseSource(nameof(Types))]
    public void Decide_AnyType_FallsBackWhereThatHelpsAndNowhereElse(ProofErrorType type)
    {
        var helps = ProofErrorTypes.Describe(type).Recoverability == ProofErrorRecoverability.FallbackAvailable;

        Assert.That(Strategy.Decide(After(type)).TriesAgain, Is.EqualTo(helps));
    }

    [Test]
    public void Decide_NotAllowedOrFatal_HasNothingToSay()
    {
        var forbidden = new CircuitFallbackStrategy(new RecoveryOptions { AllowCircuitFallback = false });
        var fatal = Error(ProofErrorType.ProvingKeyNotFound) with { Recoverability = ProofErrorRecoverability.Fatal };

        Assert.That(forbidden.Decide(After(ProofErrorType.ProvingKeyNotFound)), Is.SameAs(RecoveryDecision.Next));
        Assert.That(Strategy.Decide(After(Plan(), 1, fatal)), Is.SameAs(RecoveryDecision.Next));
    }

    [Test]
    public void NullArguments_Throw()
    {
        Assert.That(() => new CircuitFallbackStrategy(null!), Throws.ArgumentNullException);
        Assert.That(() => Strategy.Decide(null!), Throws.ArgumentNullException);
    }

    private static ProofErrorType[] Types() => Enum.GetValues<ProofErrorType>();
}
