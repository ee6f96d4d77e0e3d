using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>Which attestations count: all that are committed, once, and nothing else.</summary>
[TestFixture]
public sealed class SlotForgeryTests
{
    private const int BlockSlots = Commitments.SlotsPerBlock;

    private static readonly PlainAttestation Nothing = PlainAttestation.Nothing;

    [Test]
    public void Flags_NotBoolean_AreRefused()
    {
        // The second slot holds nothing; -1 there makes two attestations count as one.
        var claim = Forgery.Claim with { Attestations = [Forgery.Claim.Attestations[0], Nothing], ForgedCount = 0 };

        Assert.That(Forgery.Violations(claim, ("enabled[1]", -1)), Is.EqualTo(new[] { "slot[1]/enabled/boolean" }));
    }

    [Test]
    public void Flags_Rising_AreRefused()
    {
        var (first, third) = (Forgery.Claim.Attestations[0], Forgery.Claim.Attestations[2]);
        var claim = Forgery.Claim with { Attestations = [first, Nothing, third], ForgedCount = 2 };

        Assert.That(
            Forgery.Violations(claim, ("enabled[1]", 0)),
            Is.EqualTo(new[] { "slot[2]/enabled/not above the one before" }));
    }

    [Test]
    public void Evidence_InADisabledSlot_IsRefused()
    {
        var bonus = Nothing with { R = 1 << 30, W = 1 << 16, Expiry = ClaimGenerator.AsOf + 1 };
        var claim = Forgery.Claim with { Attestations = [Forgery.Claim.Attestations[0], bonus], ForgedCount = 1 };

        Assert.That(
            Forgery.Violations(claim, ("enabled[1]", 0)),
            Is.EqualTo(new[] { "slot[1]/numbers are 0 in a disabled slot" }));
    }

    [Test]
    public void Attestation_LeftOut_IsRefused([Values(0, 2, 23, 24)] int index)
    {
        var claim = Forgery.Claim;
        var link = claim.OneLink() with { Attestations = [.. claim.OneLink().Attestations.Where((_, i) => i != index)] };

        Assert.That(Forgery.Violations(link), Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Attestation_Repeated_IsRefused()
    {
        var link = Forgery.Claim.OneLink();

        Assert.That(
            Forgery.Violations(link with { Attestations = [.. link.Attestations, link.Attestations[^1]] }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Attestations_InAnotherOrder_AreRefused()
    {
        var link = Forgery.Claim.OneLink();

        Assert.That(
            Forgery.Violations(link with { Attestations = [.. link.Attestations.Reverse()] }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Attestation_Invented_IsRefused()
    {
        var link = Forgery.Claim.OneLink();
        var invented = Forgery.Claim.Attestations[3] with { R = 1 << 30 };

        Assert.That(
            Forgery.Violations(link with { Attestations = [.. link.Attestations.Select((each, i) => i == 3 ? invented.Numbers : each)] }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Block_OfDisabledSlots_MustNotMoveTheChain()
    {
        var claim = Forgery.Claim with { Attestations = [.. Forgery.Claim.Attestations.Take(BlockSlots)] };

        Assert.That(Forgery.Violations(claim), Is.Empty);
        Assert.That(Forgery.Violations(claim, ("block[1]/chain", 5)), Is.EqualTo(new[] { "block[1]/chain", "membership/root" }));
    }

    [Test]
    public void Block_OfAnEnabledSlot_MustMoveTheChain()
    {
        // Beginning the second block with another chain would exchange the attestations of the first.
        var link = AloneWith(Forgery.Claim, Poseidon.Hash(PlainAttestation.Block([.. Forgery.Claim.Attestations.Skip(BlockSlots)]), initialState: 5) - 5);

        Assert.That(Forgery.Violations(link, ("block[1]/chain", 5)), Is.EqualTo(new[] { "block[1]/chain" }));
    }

    [Test]
    public void Block_ThatIsUnused_MustNotMoveTheChain()
    {
        var full = Forgery.Claim with { Attestations = [.. Forgery.Claim.Attestations.Take(BlockSlots)] };
        var link = AloneWith(full, ScaledPoseidon.Hash(0, (Fr)5, new Fr[16]) - 5);

        Assert.That(Forgery.Violations(link, ("block[1]/chain", 5)), Is.EqualTo(new[] { "block[1]/chain" }));
    }

    [Test]
    public void Block_ThatIsUnused_WithAnAttestation_IsRefused()
    {
        // Without the rule the hash that is switched off would add something of the forger's choice to the chain.
        var full = Forgery.Claim with { Attestations = [.. Forgery.Claim.Attestations.Take(BlockSlots)] };
        Fr[] block = [7, .. new Fr[15]];
        var link = AloneWith(full, ScaledPoseidon.Hash(0, Fr.Zero, block));

        Assert.That(Forgery.Violations(link, ($"r[{BlockSlots}]", 7)), Is.EqualTo(new[] { $"slot[{BlockSlots}]/numbers are 0 in a disabled slot" }));
    }

    /// <summary>The claim's link in a registry of a single leaf, whose chain is that of the first block plus a forged difference.</summary>
    private static ReputationLinkWitness AloneWith(PlainClaim claim, Fr difference) => claim.OneLink() with
    {
        RegistryRoot = Poseidon.Hash(claim.SubjectKey, claim.StateAfter(BlockSlots).Chain + difference, claim.Contexts, claim.Attestations.Count, claim.Salt),
        Siblings = [],
        Sides = [],
    };

    [Test]
    public void Contexts_OtherThanCommitted_AreRefused()
    {
        Assert.That(Forgery.Violations(Forgery.Claim, ("contexts", 5)), Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Count_OtherThanCommitted_IsRefused()
    {
        Assert.That(Forgery.Violations(Forgery.Claim with { ForgedCount = 24 }), Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Product_Forged_IsRefused([Values("weight if active", "w*r", "w*s", "a*w*(r+s)")] string product)
    {
        Assert.That(Forgery.Violations(Forgery.Claim, ($"slot[4]/{product}", 1 << 20)), Is.EqualTo(new[] { $"slot[4]/{product}" }));
    }
}
