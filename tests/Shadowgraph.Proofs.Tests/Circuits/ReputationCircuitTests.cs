using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>Completeness: what an honest prover claims has a witness, whatever the mode, the size and the number of links.</summary>
[TestFixture]
[Parallelizable]
public sealed class ReputationCircuitTests
{
    private static readonly BigInteger Top = 1_000_000;

    [Test]
    public void Solve_HonestClaims_OfEveryMode_Succeeds([Range(1, 12)] int seed)
    {
        var random = new Random(seed);
        var generator = new ClaimGenerator(seed);
        var anonymous = seed % 2 == 0;
        var depth = seed switch { 1 => 0, 2 => 32, _ => random.Next(33) };
        var claim = generator.Claim(random.Next(1, 3 * Systems.TinySlots), anonymous, depth);
        var score = claim.Sums.Score;
        PlainClaim[] modes =
        [
            claim,
            claim with { MinScore = generator.Below(score + 1), MaxScore = Top },
            claim with { MinScore = generator.Below(score + 1), MaxScore = score + generator.Below(Top - score + 1) },
            claim with { MinScore = 0, MaxScore = Top },
        ];

        foreach (var mode in modes) AssertSolves(mode, Systems.TinySlots);
    }

    [TestCase(CircuitSize.Small, 150)]
    [TestCase(CircuitSize.Medium, 216)]
    [TestCase(CircuitSize.Large, 470)]
    public void Solve_HonestClaims_OfEverySize_Succeeds(CircuitSize size, int attestations)
    {
        foreach (var link in new ClaimGenerator(attestations).Claim(attestations, anonymous: true).Links(size.Capacity()))
        {
            using var inputs = link.ToInputs(size);
            using var witness = Systems.Of(size).Solve(inputs);
            Assert.That(Systems.Of(size).R1cs.FirstViolated(witness), Is.Null);
        }
    }

    [Test]
    public void Solve_BundleThatFillsItsLinks_MayEndWithAnEmptyLink()
    {
        var claim = new ClaimGenerator(77).Claim(2 * Systems.TinySlots);

        AssertSolves(claim, Systems.TinySlots);
        AssertSolves(claim, Systems.TinySlots, emptyLast: true);
    }

    [Test]
    public void Solve_LinkInWhichAllHasExpired_MayStandBeforeTheLast([Values(0, 1)] int expired)
    {
        var generator = new ClaimGenerator(3);
        var claim = generator.Claim(3 * Systems.TinySlots - 5);
        var attestations = claim.Attestations.ToArray();
        for (var i = 0; i < Systems.TinySlots; i++)
            attestations[expired * Systems.TinySlots + i] = generator.Attestation() with { Expiry = claim.AsOf - i };
        attestations[^1] = attestations[^1] with { R = 5_000_000, W = 60_000, Expiry = claim.AsOf + 1 };

        AssertSolves(claim with { Attestations = attestations }, Systems.TinySlots);
    }

    [Test]
    public void Solve_StrongestEvidence_Succeeds()
    {
        var limit = BigInteger.Pow(2, 40) - 1;
        var strongest = new PlainAttestation(limit, limit, BigInteger.Pow(2, 20), BigInteger.Pow(2, 16), limit);

        AssertSolves(new PlainClaim { Attestations = [.. Enumerable.Repeat(strongest, 16)], AsOf = limit - 1 }, Systems.TinySlots);
    }

    [TestCase(-1, false)]
    [TestCase(0, false)]
    [TestCase(1, true)]
    public void Solve_AttestationAboutToExpire_CountsOnlyBeforeItsExpiry(int expiryAfterAsOf, bool counts)
    {
        var kept = new PlainAttestation(8_000_000, 1_000_000, 500_000, 50_000, ClaimGenerator.AsOf + 100);
        var claim = new PlainClaim { Attestations = [kept, kept with { R = 0, Expiry = ClaimGenerator.AsOf + expiryAfterAsOf }] };
        var alone = PlainSums.Of([kept], ClaimGenerator.AsOf).Score;

        AssertSolves(claim, Systems.TinySlots);
        Assert.That(claim.Sums.Score == alone, Is.Not.EqualTo(counts));
    }

    [Test]
    public void PublicSignals_OfALastLink_AreTheClaim()
    {
        var claim = new ClaimGenerator(9).Claim(60, anonymous: true) with { MinScore = 1, MaxScore = Top };
        var links = claim.Links(Systems.TinySlots);
        using var inputs = links[1].ToInputs(Systems.TinySlots);
        using var witness = Systems.Tiny.Solve(inputs);

        Fr[] expected =
            [claim.Root, claim.Scope, claim.Nullifier, 0, claim.Recipient, 1, 1_000_000, ClaimGenerator.AsOf, links[0].NextState, 0];
        Assert.That(witness.PublicSignals(Systems.Tiny.R1cs), Is.EqualTo(expected));
        Assert.That(links[1].PreviousState, Is.EqualTo(links[0].NextState));
    }

    [Test]
    public void PublicSignals_OfAMiddleLink_SayNothingButTimeAndStates()
    {
        var link = new ClaimGenerator(10).Claim(120).Links(Systems.TinySlots)[1];
        using var inputs = link.ToInputs(Systems.TinySlots);
        using var witness = Systems.Tiny.Solve(inputs);

        Fr[] expected = [0, 0, 0, 0, 0, 0, 0, ClaimGenerator.AsOf, link.PreviousState, link.NextState];
        Assert.That(witness.PublicSignals(Systems.Tiny.R1cs), Is.EqualTo(expected));
    }

    private static void AssertSolves(PlainClaim claim, int slots, bool emptyLast = false)
    {
        foreach (var link in claim.Links(slots, emptyLast))
        {
            using var inputs = link.ToInputs(slots);
            using var witness = Systems.Tiny.Solve(inputs);
            Assert.That(Systems.Tiny.R1cs.FirstViolated(witness), Is.Null);
        }
    }
}
