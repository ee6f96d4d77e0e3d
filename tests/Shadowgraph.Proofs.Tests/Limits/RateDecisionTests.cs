using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Tests.Limits;

[TestFixture]
public sealed class RateDecisionTests
{
    [Test]
    public void Granted_HasThePermit()
    {
        var decision = RateDecision.Granted(7);

        Assert.That((decision.IsGranted, decision.Permit, decision.RetryAfter), Is.EqualTo((true, 7L, TimeSpan.Zero)));
        Assert.That(decision.ToString(), Is.EqualTo("Granted"));
    }

    [Test]
    public void Refused_SaysWhenToComeBack()
    {
        var decision = RateDecision.Refused(TimeSpan.FromSeconds(3));

        Assert.That((decision.IsGranted, decision.Permit, decision.RetryAfter), Is.EqualTo((false, 0L, TimeSpan.FromSeconds(3))));
        Assert.That(decision.ToString(), Is.EqualTo("Refused, retry after 00:00:03"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Refused_WithATimeThatIsOver_Throws(long ticks) =>
        Assert.That(() => RateDecision.Refused(TimeSpan.FromTicks(ticks)), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
