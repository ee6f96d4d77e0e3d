using Microsoft.AspNetCore.DataProtection;
using ProofCluster.Grains;
using ProofCluster.Proving;
using ProofCluster.Sealing;

namespace Shadowgraph.Proofs.Tests.Cluster.Sealing;

[TestFixture]
public sealed class RequestSealTests
{
    private static readonly ProofUserId User = new("alice");

    private readonly RequestSeal _seal = new(new EphemeralDataProtectionProvider());
    private readonly Demonstration _demonstration = new();

    [Test]
    public void Request_OpensUnderItsIdOnly()
    {
        var id = Guid.NewGuid();
        var request = RequestCopies.Of(_demonstration.Request(User), id, DateTimeOffset.UnixEpoch.AddSeconds(1_780_000_000));

        var sealedRequest = _seal.SealRequest(id, request);

        Assert.That(_seal.OpenRequest(id, sealedRequest).ToJson(), Is.EqualTo(request.ToJson()));
        Assert.Throws<UnreadableException>(() => _seal.OpenRequest(Guid.NewGuid(), sealedRequest));
        Assert.Throws<UnreadableException>(() => _seal.OpenResult(id, sealedRequest));
    }

    [Test]
    public void Request_UnderAnotherRing_DoesNotOpen()
    {
        var id = Guid.NewGuid();
        var request = RequestCopies.Of(_demonstration.Request(User), id, DateTimeOffset.UnixEpoch.AddSeconds(1_780_000_000));
        var other = new RequestSeal(new EphemeralDataProtectionProvider());

        var unreadable = Assert.Throws<UnreadableException>(() => other.OpenRequest(id, _seal.SealRequest(id, request)))!;

        Assert.That(unreadable.Message, Does.Contain("key ring"));
    }

    [Test]
    public void Result_OpensUnderItsIdOnly()
    {
        var id = Guid.NewGuid();
        var result = ProofResult.Ended(id, new ProofError(ProofErrorType.StatementNotSatisfied, "The score is outside the bounds."));

        var sealedResult = _seal.SealResult(id, result);

        Assert.That(_seal.OpenResult(id, sealedResult).Error!.Type, Is.EqualTo(ProofErrorType.StatementNotSatisfied));
        Assert.Throws<UnreadableException>(() => _seal.OpenResult(Guid.NewGuid(), sealedResult));
        Assert.Throws<UnreadableException>(() => _seal.OpenResult(id, [1, 2, 3]));
    }
}
