using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>Disclosed or hidden, never something between, and never somebody else.</summary>
[TestFixture]
public sealed class SubjectForgeryTests
{
    private static readonly PlainClaim Hidden = Forgery.Claim with { Subject = 0 };

    [Test]
    public void HiddenSubject_ShownAsAnAddress_IsRefused()
    {
        // Subject = the key itself: the leaf is right, but no address has 254 bits.
        var claim = Hidden with { Subject = Hidden.SubjectKey.ToBigInteger() };

        Assert.That(claim.Root, Is.EqualTo(Hidden.Root));
        Assert.That(Forgery.Violations(claim), Is.EqualTo(new[] { "subject/address/boolean" }));
    }

    [Test]
    public void DisclosedSubject_ProvedAnonymously_IsRefused()
    {
        var link = Hidden.OneLink() with { RegistryRoot = Forgery.Claim.Root };

        Assert.That(Forgery.Violations(link), Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void DisclosedSubject_WithASecret_IsRefused()
    {
        // Without the rule the hash that is switched off would turn the address into a key of the forger's choice.
        var key = Forgery.Claim.SubjectKey + ScaledPoseidon.Hash(0, null, 5);
        var root = Poseidon.Hash(key, Forgery.Claim.StateAfter(25).Chain, Forgery.Claim.Contexts, 25, Forgery.Claim.Salt);
        var link = Forgery.Claim.OneLink() with { Secret = 5, RegistryRoot = root, Siblings = [], Sides = [] };

        Assert.That(Forgery.Violations(link), Is.EqualTo(new[] { "subject/no secret unless anonymous" }));
    }

    [Test]
    public void AnotherSubject_IsRefused()
    {
        Assert.That(
            Forgery.Violations(Forgery.Claim.OneLink() with { Subject = Fr.FromBigInteger(Forgery.Claim.Subject + 1) }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void AnotherSecret_IsRefused()
    {
        var other = (Hidden with { Secret = 5 }).Nullifier;

        Assert.That(Forgery.Violations(Hidden.OneLink() with { Secret = 5, Nullifier = other }), Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Nullifier_OfAnotherScopeOrSecretOrNone_IsRefused()
    {
        var untagged = Poseidon.Hash(0, Hidden.Secret, Hidden.Scope);
        Fr[] others = [0, 1, (Hidden with { Scope = 5 }).Nullifier, (Hidden with { Secret = 5 }).Nullifier, untagged];

        foreach (var other in others)
            Assert.That(Forgery.Violations(Hidden.OneLink() with { Nullifier = other }), Is.EqualTo(new[] { "subject/nullifier" }));
    }

    [Test]
    public void Nullifier_WithADisclosedSubject_IsRefused()
    {
        var link = Forgery.Claim.OneLink() with { Nullifier = Hidden.Nullifier };

        Assert.That(Forgery.Violations(link), Is.EqualTo(new[] { "subject/nullifier" }));
        Assert.That(
            Forgery.Violations(link with { Secret = Hidden.Secret }),
            Is.EqualTo(new[] { "subject/no secret unless anonymous", "subject/nullifier", "membership/root" }));
    }

    [Test]
    public void DisclosedSubject_CalledHidden_IsRefused()
    {
        // Inverse 0 makes the flag 0; then nullifier and hidden key would be wanted beside an address.
        var sum = Hidden with { Subject = Hidden.SubjectKey.ToBigInteger() + 7 };
        var link = Hidden.OneLink() with { Subject = 7, RegistryRoot = sum.Root };

        Assert.That(
            Forgery.Violations(link, ("subject/disclosed/inverse", 0)),
            Is.EqualTo(new[] { "subject/disclosed/flag is 1 if the value is not 0" }));
    }

    [Test]
    public void HiddenSubject_CalledDisclosed_IsRefused()
    {
        // An address of 0, without a nullifier to be recognised by: the flag is a product with 0.
        var zero = Poseidon.Hash(Fr.Zero, Forgery.Claim.StateAfter(25).Chain, Forgery.Claim.Contexts, 25, Forgery.Claim.Salt);
        var link = Hidden.OneLink() with { Secret = 0, Nullifier = 0, RegistryRoot = zero, Siblings = [], Sides = [] };

        Assert.That(
            Forgery.Violations(link, ("subject/disclosed/flag", 1)),
            Is.EqualTo(new[] { "subject/disclosed/flag" }));
    }

    [Test]
    public void Salt_OtherThanTheLeafs_IsRefused()
    {
        Assert.That(Forgery.Violations(Forgery.Claim.OneLink() with { Salt = 5 }), Is.EqualTo(new[] { "membership/root" }));
    }
}
