using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

public sealed class IdentitySecretTests
{
    [Test]
    public void FromBytes_OfExport_IsTheSameIdentity()
    {
        using var secret = IdentitySecret.Create();
        var bytes = new byte[IdentitySecret.Size];
        secret.Export(bytes);

        using var again = IdentitySecret.FromBytes(bytes);

        Assert.That(again.Value, Is.EqualTo(secret.Value));
        Assert.That(again.Commitment, Is.EqualTo(secret.Commitment).And.EqualTo(Poseidon.Hash(secret.Value)));
    }

    [Test]
    public void NullifierFor_AScope_IsTheDocumentedHash()
    {
        using var secret = IdentitySecret.Create();
        var tag = Fr.FromBigInteger(new System.Numerics.BigInteger("shadowgraph/nullifier/v1"u8, isUnsigned: true, isBigEndian: true));

        Assert.That(secret.NullifierFor(5), Is.EqualTo(Poseidon.Hash(tag, secret.Value, 5)));
        Assert.That(secret.NullifierFor(6), Is.Not.EqualTo(secret.NullifierFor(5)));
    }

    [Test]
    public void Create_Twice_GivesTwoIdentities()
    {
        using var one = IdentitySecret.Create();
        using var other = IdentitySecret.Create();

        Assert.That(one.Commitment, Is.Not.EqualTo(other.Commitment));
    }

    [Test]
    public void FromBytes_OfNoSecret_IsRefused()
    {
        var guessable = new byte[32];
        guessable.AsSpan(0, 16).Fill(0xff);
        var tooLarge = new byte[32];
        tooLarge.AsSpan().Fill(0xff);

        Assert.That(() => IdentitySecret.FromBytes(guessable), Throws.ArgumentException.With.Message.Contains("could be guessed"));
        Assert.That(() => IdentitySecret.FromBytes(tooLarge), Throws.ArgumentException.With.Message.Contains("below the group order"));
        Assert.That(() => IdentitySecret.FromBytes(new byte[31]), Throws.ArgumentException);
    }

    [Test]
    public void ToString_OfASecret_TellsNothing()
    {
        using var secret = IdentitySecret.Create();

        Assert.That(secret.ToString(), Is.EqualTo("IdentitySecret { redacted }"));
        Assert.That($"{secret}", Does.Not.Contain(secret.Value.ToString()));
    }

    [Test]
    public void Dispose_ThenUse_Throws()
    {
        var secret = IdentitySecret.Create();
        secret.Dispose();

        Assert.That(() => secret.NullifierFor(1), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => secret.Export(new byte[32]), Throws.TypeOf<ObjectDisposedException>());
    }
}
