using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Tests.Circuits;

[TestFixture]
public sealed class SecretScalarTests
{
    [Test]
    public void Dispose_ClearsTheValue()
    {
        var secret = new SecretScalar(7);
        Assert.That(secret.Value, Is.EqualTo((Fr)7));

        secret.Dispose();

        Assert.That(secret.Value, Is.EqualTo(Fr.Zero));
    }

    [Test]
    public void ToString_ShowsNothing()
    {
        using var secret = new SecretScalar(1_234_567);

        Assert.That(secret.ToString(), Is.EqualTo("SecretScalar { redacted }"));
    }

    [Test]
    public void LinkWitness_Disposed_HasNeitherSecretNorBlindings()
    {
        var link = new ReputationLinkWitness { AsOf = 1, Attestations = [], Secret = 2, PreviousBlinding = 3, NextBlinding = 4, Salt = 5 };
        var other = link with { Secret = 6 };
        Assert.That((link.Secret, link.PreviousBlinding, link.NextBlinding), Is.EqualTo(((Fr)2, (Fr)3, (Fr)4)));

        link.Dispose();

        Assert.That((link.Secret, link.PreviousBlinding, link.NextBlinding), Is.EqualTo((Fr.Zero, Fr.Zero, Fr.Zero)));
        Assert.That(other.Secret, Is.EqualTo((Fr)6), "a secret of its own");
    }
}
