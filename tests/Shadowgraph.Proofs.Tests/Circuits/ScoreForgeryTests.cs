using System.Numerics;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>The bounds hold to the last millionth.</summary>
[TestFixture]
public sealed class ScoreForgeryTests
{
    private const string TooLow = "score/score is at least minScore/boolean";
    private const string TooHigh = "score/score is at most maxScore/boolean";

    [Test]
    public void Bounds_AtTheFloorOfRandomScores_AreExact([Range(1, 12)] int seed)
    {
        AssertExact(new ClaimGenerator(seed).Claim(1 + seed));
    }

    [Test]
    public void Bounds_AtScoresThatNeedNoFloor_AreExact()
    {
        var even = Claim(r: 1 << 22, s: 1 << 22, a: 1 << 19);
        var none = Claim(r: 0, s: 1 << 22, a: 0);
        var full = Claim(r: 1 << 22, s: 0, a: 1 << 20);

        BigInteger[] scores = [even.Sums.Score, none.Sums.Score, full.Sums.Score];
        Assert.That(scores, Is.EqualTo(new BigInteger[] { 500_000, 0, 1_000_000 }));
        AssertExact(even);
        AssertExact(none);
        AssertExact(full);
    }

    [Test]
    public void Bounds_AtTheLeastAndGreatestEvidence_AreExact()
    {
        var limit = (BigInteger.One << 40) - 1;
        var least = new PlainAttestation(1, 0, 0, 1, limit);
        var most = new PlainAttestation(limit, limit, 1 << 20, 1 << 16, limit);

        AssertExact(Forgery.Claim with { Attestations = [least], MinScore = null, MaxScore = null });
        AssertExact(Forgery.Claim with { Attestations = [.. Enumerable.Repeat(most, 16)], MinScore = null, MaxScore = null });
    }

    [Test]
    public void Bounds_InTheWrongOrder_AreRefused()
    {
        var score = Forgery.Claim.Sums.Score;

        Assert.That(
            Forgery.Violations(Forgery.Claim with { MinScore = score + 1, MaxScore = score - 1 }),
            Is.EqualTo(new[] { TooLow, TooHigh }));
    }

    [Test]
    public void NoActiveEvidence_HasNoScore([Values] bool expired)
    {
        // N = D = 0: every minimum would be met.
        var nothing = expired
            ? Forgery.WithAttestation(0, each => each with { Expiry = ClaimGenerator.AsOf }).Attestations[0]
            : Forgery.Claim.Attestations[0] with { W = 0 };
        var claim = Forgery.Claim with { Attestations = [nothing], MinScore = 1_000_000 };

        Assert.That(Forgery.Violations(claim), Is.EqualTo(new[] { "score/some evidence is active", TooHigh }));
        Assert.That(Forgery.Violations(claim, ("score/inverse of T", 1)), Does.Contain("score/some evidence is active"));
    }

    [Test]
    public void Sums_ForgedInTheScore_AreRefused(
        [Values("D", "R*T", "minScore*D", "(maxScore+1)*D", "above minScore", "below maxScore + 1")] string wire)
    {
        // 1 and 0 are in range: only the product itself can refuse them.
        Assert.That(Forgery.Violations(Forgery.Claim, ($"score/{wire}", 1)), Does.Contain($"score/{wire}"));
    }

    private static PlainClaim Claim(int r, int s, int a) =>
        Forgery.Claim with { Attestations = [new(r, s, a, 1 << 15, ClaimGenerator.AsOf + 1)], MinScore = null, MaxScore = null };

    private static void AssertExact(PlainClaim claim)
    {
        var score = claim.Sums.Score;
        Assert.That(Forgery.Violations(claim with { MinScore = score, MaxScore = score }), Is.Empty);
        var tooHighAMinimum = claim with { MinScore = score + 1, MaxScore = 1_000_000 };
        var tooLowAMaximum = claim with { MinScore = 0, MaxScore = score - 1 };
        if (score < 1_000_000) Assert.That(Forgery.Violations(tooHighAMinimum), Is.EqualTo(new[] { TooLow }));
        if (score > 0) Assert.That(Forgery.Violations(tooLowAMaximum), Is.EqualTo(new[] { TooHigh }));
    }
}
