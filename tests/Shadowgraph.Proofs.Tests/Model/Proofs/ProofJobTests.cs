using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Model.Proofs;

[TestFixture]
public sealed class ProofJobTests
{
    private static readonly ProofStatement Anonymous = ProofStatement.SetMembership().Anonymously();

    [Test]
    public void New_ForTheZeroAddress_Throws() =>
        AssertRejected(ProofJobRejection.RecipientMissing, Named, ProofStatement.Exact(), recipient: default(EvmAddress));

    [Test]
    public void New_BeforeUnixTime_Throws() =>
        AssertRejected(ProofJobRejection.AsOfOutOfRange, Named, ProofStatement.Exact(), asOf: DateTimeOffset.UnixEpoch.AddTicks(-1));

    [Test]
    public void New_AnonymousWithoutSecret_Throws() => AssertRejected(ProofJobRejection.IdentityMissing, Hidden, Anonymous);

    [Test]
    public void New_AnonymousWithAnothersSecret_Throws() =>
        AssertRejected(ProofJobRejection.WrongIdentity, Hidden, Anonymous, identity: HiddenLongIdentity);

    [Test]
    public void New_NamedWithASecret_Throws() =>
        AssertRejected(ProofJobRejection.IdentityNotWanted, Named, ProofStatement.Exact(), identity: HiddenIdentity);

    [Test]
    public void New_NamedAboutAHiddenSubject_Throws() => AssertRejected(ProofJobRejection.WrongMode, Hidden, ProofStatement.Exact());

    [Test]
    public void New_AnonymousAboutANamedSubject_Throws() =>
        AssertRejected(ProofJobRejection.WrongMode, Named, Anonymous, identity: HiddenIdentity);

    [Test]
    public void New_WithAFractionOfASecond_DropsIt() =>
        Assert.That(Job(Named, ProofStatement.Exact(), AsOf.AddMilliseconds(999)).AsOf, Is.EqualTo(AsOf));

    [Test]
    public void ToString_HoldsNoSecret()
    {
        var job = Job(Hidden, Anonymous);
        var text = job.ToString();

        Assert.That(text, Does.Contain("anonymous").And.Contain(Recipient.ToString()));
        Assert.That(text, Does.Not.Contain(job.Opening.Salt.ToString()).And.Not.Contain(Hidden.ToString()));
        Assert.That(text, Does.Not.Contain(HiddenIdentity.Value.ToString()));
    }

    private static void AssertRejected(
        ProofJobRejection rejection,
        EvmAddress subject,
        ProofStatement statement,
        EvmAddress? recipient = null,
        DateTimeOffset? asOf = null,
        IdentitySecret? identity = null)
    {
        var opening = People.Open(subject);
        var failure = Assert.Throws<ProofJobException>(
            () => _ = new ProofJob(opening, statement, recipient ?? Recipient, Scope, asOf ?? AsOf, identity));
        Assert.That(failure!.Rejection, Is.EqualTo(rejection));
    }
}
