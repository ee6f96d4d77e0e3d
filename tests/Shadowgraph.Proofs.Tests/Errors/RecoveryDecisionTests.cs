using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using static Shadowgraph.Proofs.Tests.Errors.RecoveryWorld;

namespace Shadowgraph.Proofs.Tests.Errors;

[TestFixture]
public sealed class RecoveryDecisionTests
{
    [Test]
    public void BadValues_Throw()
    {
        Assert.That(() => RecoveryDecision.RetryAfter(TimeSpan.FromTicks(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => RecoveryDecision.RetryWithLess(TimeSpan.FromTicks(-1), 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => RecoveryDecision.RetryWithLess(TimeSpan.Zero, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => RecoveryDecision.FallBackTo((CircuitSize)3), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void NextAndGiveUp_DifferInWhetherOthersAreAsked()
    {
        Assert.That((RecoveryDecision.Next.TriesAgain, RecoveryDecision.Next.EndsRequest), Is.EqualTo((false, false)));
        Assert.That((RecoveryDecision.GiveUp.TriesAgain, RecoveryDecision.GiveUp.EndsRequest), Is.EqualTo((false, true)));
    }

    [Test]
    public void Context_WithoutErrorsOrAttempts_Throws()
    {
        Assert.That(() => After(Plan(), 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => After(Plan(), 0, Error(ProofErrorType.QueueFull)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new RecoveryContext(null!, [], 1), Throws.ArgumentNullException);
        Assert.That(() => new RecoveryContext(Plan(), null!, 1), Throws.ArgumentNullException);
    }
}
