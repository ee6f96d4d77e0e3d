using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>
/// Unused blocks, levels, states and identities are 0 in every wire, which the prover's sums over wires skip: a proof costs as much as its claim uses.
/// </summary>
[TestFixture]
[Parallelizable]
public sealed class UnusedPartsTests
{
    [TestCase(0, 24, 612)]
    [TestCase(1, 48, 613)]
    public void Block_ThatIsUsed_IsNotZero_ButForTheChainBeforeTheFirst(int block, int attestations, int nonzero)
    {
        var values = ValuesOf(new ClaimGenerator(1).Claim(attestations).OneLink(), $"block[{block}]/");

        Assert.That(values, Has.Count.EqualTo(613));
        Assert.That(values.Count(isZero => !isZero), Is.EqualTo(nonzero));
    }

    [Test]
    public void Block_ThatIsUnused_IsZero() =>
        Assert.That(ValuesOf(new ClaimGenerator(1).Claim(24).OneLink(), "block[1]/"), Has.Count.EqualTo(613).And.All.True);

    [Test]
    public void Level_ThatIsUnused_IsZero([Values(0, 3, 32)] int depth)
    {
        var link = new ClaimGenerator(2).Claim(3, depth: depth).OneLink();

        for (var level = 0; level < 32; level++)
        {
            var values = ValuesOf(link, $"membership/level[{level}]/");
            Assert.That(values, Has.Count.EqualTo(242), "240 for the hash, child and swap");
            if (level < depth) Assert.That(values.Count(isZero => !isZero), Is.AtLeast(241));
            else Assert.That(values, Has.All.True);
        }
    }

    [Test]
    public void StatesAndIdentity_OfAnUnchainedDisclosedProof_AreZero()
    {
        var link = new ClaimGenerator(3).Claim(3).OneLink();

        foreach (var part in new[] { "previous state/", "next state/", "sums for the next link/", "subject/nullifier/", "subject/key/" })
            Assert.That(ValuesOf(link, part), Is.Not.Empty.And.All.True, part);
    }

    [Test]
    public void StatesAndIdentity_OfAChain_AreUsedWhereTheyAreNeeded()
    {
        var links = new ClaimGenerator(4).Claim(120, anonymous: true).Links(Systems.TinySlots);

        foreach (var (part, used) in new[]
        {
            ("previous state/", new[] { 1, 2 }), ("next state/", [0, 1]), ("sums for the next link/", [0, 1]), ("subject/nullifier/", [2]), ("subject/key/", [2]),
        })
        {
            for (var i = 0; i < links.Count; i++)
                Assert.That(ValuesOf(links[i], part).Any(isZero => !isZero), Is.EqualTo(used.Contains(i)), $"{part} of link {i}");
        }
    }

    /// <summary>Whether each wire of a part is 0.</summary>
    private static List<bool> ValuesOf(ReputationLinkWitness link, string part)
    {
        var system = Systems.Tiny;
        using var inputs = link.ToInputs(Systems.TinySlots);
        using var witness = system.Solve(inputs);
        List<bool> zeros = [];
        for (var wire = 1; wire < system.R1cs.WireCount; wire++)
        {
            if (system.Labels.OfWire(wire).StartsWith(part, StringComparison.Ordinal)) zeros.Add(witness.Values[wire].IsZero);
        }

        return zeros;
    }
}
