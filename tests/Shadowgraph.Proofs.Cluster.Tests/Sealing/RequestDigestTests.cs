using ProofCluster.Proving;
using ProofCluster.Sealing;

namespace Shadowgraph.Proofs.Tests.Cluster.Sealing;

[TestFixture]
public sealed class RequestDigestTests
{
    private readonly Demonstration _demonstration = new();

    [Test]
    public void Digest_LeavesIdPriorityAndTimeoutsOut_AndNothingElse()
    {
        var recipient = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69");
        var request = _demonstration.Request(new ProofUserId("alice"), recipient);
        var digest = RequestDigest.Of(request);

        Assert.That(RequestDigest.Of(RequestCopies.Of(request, Guid.NewGuid(), timeout: TimeSpan.FromMinutes(1))), Is.EqualTo(digest));
        Assert.That(RequestDigest.Of(RequestCopies.Of(request, null, DateTimeOffset.UnixEpoch)), Is.Not.EqualTo(digest), "A time that is set, even this one.");
        Assert.That(RequestDigest.Of(_demonstration.Request(new ProofUserId("alice"))), Is.Not.EqualTo(digest), "Another recipient.");
        Assert.That(RequestDigest.Of(_demonstration.Request(new ProofUserId("bob"), recipient)), Is.Not.EqualTo(digest), "Another user.");
        Assert.That(RequestDigest.Of(new Demonstration().Request(new ProofUserId("alice"), recipient)), Is.Not.EqualTo(digest), "Another salt.");
    }
}
