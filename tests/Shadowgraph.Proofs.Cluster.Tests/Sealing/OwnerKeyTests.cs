using ProofCluster.Sealing;

namespace Shadowgraph.Proofs.Tests.Cluster.Sealing;

[TestFixture]
public sealed class OwnerKeyTests
{
    private static readonly ProofUserId Alice = new("alice");
    private static readonly ProofUserId Bob = new("bob");

    [Test]
    public void Names_DependOnKeyUserAndPurpose()
    {
        var (key, other) = (new OwnerKey(new byte[32]), new OwnerKey([.. Enumerable.Repeat((byte)1, 32)]));
        var id = Guid.NewGuid();

        Assert.That(key.OwnerOf(Alice), Is.EqualTo(new OwnerKey(new byte[32]).OwnerOf(Alice)));
        Assert.That(key.OwnerOf(Alice), Is.Not.EqualTo(key.OwnerOf(Bob)));
        Assert.That(key.OwnerOf(Alice), Is.Not.EqualTo(other.OwnerOf(Alice)));
        Assert.That(key.LimitOf(Alice), Is.Not.EqualTo(Convert.ToHexStringLower(key.OwnerOf(Alice))));
        Assert.That(key.IdOf(Alice, id), Is.EqualTo(new OwnerKey(new byte[32]).IdOf(Alice, id)).And.Not.EqualTo(key.IdOf(Bob, id)).And.Not.EqualTo(id));
    }
}
