using Shadowgraph.Proofs.Access;

namespace Shadowgraph.Proofs.Tests.Access;

[TestFixture]
public sealed class AccessDecisionTests
{
    [Test]
    public void Allow_HasNoReason()
    {
        Assert.That(AccessDecision.Allow.IsAllowed, Is.True);
        Assert.That(AccessDecision.Allow.Reason, Is.Empty);
        Assert.That(AccessDecision.Allow.ToString(), Is.EqualTo("Allowed"));
    }

    [Test]
    public void Deny_KeepsItsReason()
    {
        var decision = AccessDecision.Deny("No.");

        Assert.That(decision.IsAllowed, Is.False);
        Assert.That(decision.ToString(), Is.EqualTo("Denied: No."));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void Deny_WithoutAReason_Throws(string? reason) =>
        Assert.That(() => AccessDecision.Deny(reason!), Throws.InstanceOf<ArgumentException>());
}
