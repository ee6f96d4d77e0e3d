using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>Only the path from the leaf leads to the root.</summary>
[TestFixture]
public sealed class PathForgeryTests
{
    private static readonly PlainClaim Claim = Forgery.Claim;

    private static ReputationLinkWitness Link => Claim.OneLink();

    [Test]
    public void Path_WithAWrongSide_IsRefused([Values(0, 1, 2)] int level)
    {
        Assert.That(
            Forgery.Violations(Link with { Sides = [.. Link.Sides.Select((side, i) => side ^ (i == level))] }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Path_WithAWrongSibling_IsRefused([Values(0, 1, 2)] int level)
    {
        Assert.That(
            Forgery.Violations(Link with { Siblings = [.. Link.Siblings.Select((sibling, i) => i == level ? sibling + Fr.One : sibling)] }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Path_WithALevelLess_IsRefused([Values(1, 2, 3)] int removed)
    {
        var kept = 3 - removed;

        Assert.That(
            Forgery.Violations(Link with { Siblings = [.. Link.Siblings.Take(kept)], Sides = [.. Link.Sides.Take(kept)] }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Path_WithALevelMore_IsRefused()
    {
        Assert.That(
            Forgery.Violations(Link with { Siblings = [.. Link.Siblings, 0], Sides = [.. Link.Sides, false] }),
            Is.EqualTo(new[] { "membership/root" }));
    }

    [Test]
    public void Path_OverSiblingsOfZero_IsAccepted()
    {
        Assert.That(Forgery.Violations(Claim with { Siblings = [0, 0, 0], Sides = [false, true, false] }), Is.Empty);
    }

    [Test]
    public void Path_OfAllDepths_IsAccepted([Values(0, 1, 31, 32)] int depth)
    {
        var levels = Enumerable.Range(1, depth).ToList();

        Assert.That(
            Forgery.Violations(Claim with { Siblings = [.. levels.Select(i => (Fr)i)], Sides = [.. levels.Select(i => i % 3 == 0)] }),
            Is.Empty);
    }

    [Test]
    public void UnusedLevel_WithASide_IsStoppedByThatAlone()
    {
        Assert.That(
            Forgery.Violations(Link, ("side[3]", 1)), Is.EqualTo(new[] { "membership/level[3]/side is 0 or 1 and only 0 at an unused level" }));
    }

    [Test]
    public void UnusedLevel_WithASibling_IsStoppedByThatAlone()
    {
        // The hash that is switched off would add something of the forger's choice to the root.
        var link = Link with { RegistryRoot = Claim.Root + ScaledPoseidon.Hash(0, null, 0, 1) };

        Assert.That(Forgery.Violations(link, ("sibling[3]", 1)), Is.EqualTo(new[] { "membership/level[3]/sibling is 0 at an unused level" }));
    }

    [Test]
    public void UnusedLevel_WithAChild_IsRefused()
    {
        var link = Link with { RegistryRoot = Claim.Root + ScaledPoseidon.Hash(0, null, 5, 0) - 5 };

        Assert.That(Forgery.Violations(link, ("membership/level[3]/node", 5)), Is.EqualTo(new[] { "membership/level[3]/node" }));
    }

    [Test]
    public void Side_NotBoolean_IsRefused()
    {
        // With a side of one's choice, left + right is fixed but left is free: a path to a root that never held the leaf.
        var (node, sibling, side) = (Claim.Leaf, (Fr)11, (Fr)2);
        var root = Poseidon.Hash(node + side * (sibling - node), sibling - side * (sibling - node));
        var link = Link with { RegistryRoot = root, Siblings = [sibling], Sides = [true] };

        Assert.That(
            Forgery.Violations(link, ("side[0]", side)),
            Is.EqualTo(new[] { "membership/level[0]/side is 0 or 1 and only 0 at an unused level" }));
    }

    [Test]
    public void Included_NotBoolean_IsRefused()
    {
        // A hash with twice the round constants, of twice the leaf: a root that no tree has.
        var node = Claim.Leaf;
        var root = node + ScaledPoseidon.Hash(2, null, 2 * node, 0) - (2 * node);
        var link = Link with { RegistryRoot = root, Siblings = [0], Sides = [false] };

        Assert.That(Forgery.Violations(link, ("included[0]", 2)), Is.EqualTo(new[] { "membership/level[0]/included/boolean" }));
    }

    [Test]
    public void Included_Rising_IsRefused()
    {
        // The unused level 0 passes 0 on as the node below level 1, beside the leaf.
        var link = Link with { RegistryRoot = Claim.Leaf + Poseidon.Hash((Fr)0, (Fr)5), Siblings = [], Sides = [] };

        Assert.That(
            Forgery.Violations(link, ("included[1]", 1), ("sibling[1]", 5)),
            Is.EqualTo(new[] { "membership/level[1]/included/not above the one before" }));
    }

    [TestCase("swap")]
    [TestCase("node")]
    public void Level_WithAForgedStep_IsRefused(string wire)
    {
        Assert.That(
            Forgery.Violations(Link, ($"membership/level[1]/{wire}", 5)),
            Is.EqualTo(new[] { $"membership/level[1]/{wire}", "membership/root" }));
    }

    [Test]
    public void Root_OfAnotherRegistry_IsRefused()
    {
        Assert.That(Forgery.Violations(Link with { RegistryRoot = 5 }), Is.EqualTo(new[] { "membership/root" }));
    }
}
