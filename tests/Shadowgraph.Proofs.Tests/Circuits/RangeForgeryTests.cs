using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>
/// Ranges and the one decomposition of a packed attestation: what a prover would gain without each bound, and that he doesn't.
/// </summary>
[TestFixture]
public sealed class RangeForgeryTests
{
    private static readonly PlainAttestation First = Forgery.Claim.Attestations[0];

    [Test]
    public void R_BorrowedFromS_IsRefused()
    {
        Assert.That(
            Forgery.Violations(Forgery.Claim, [.. Forgery.Bits("slot[0]/s", First.S - 1, 40)]),
            Is.EqualTo(new[] { "slot[0]/r/boolean" }));
    }

    [Test]
    public void S_BorrowedFromA_IsRefused()
    {
        Assert.That(
            Forgery.Violations(
                Forgery.Claim,
                [.. Forgery.Bits("slot[0]/s", First.S, 39), ("slot[0]/s/bit[39]", 2), .. Forgery.Bits("slot[0]/a", First.A - 1, 21)]),
            Is.EqualTo(new[] { "slot[0]/s/boolean" }));
    }

    [Test]
    public void A_BorrowedFromW_IsRefused()
    {
        Assert.That(
            Forgery.Violations(
                Forgery.WithAttestation(0, each => each with { A = 0 }),
                [("slot[0]/a/bit[20]", 2), .. Forgery.Bits("slot[0]/w", First.W - 1, 17)]),
            Is.EqualTo(new[] { "slot[0]/a/boolean" }));
    }

    [Test]
    public void W_BorrowedFromExpiry_IsRefused()
    {
        var lifetime = First.Expiry - ClaimGenerator.AsOf - 1 + BigInteger.Pow(2, 40);

        Assert.That(
            Forgery.Violations(
                Forgery.WithAttestation(0, each => each with { W = 0 }),
                [("slot[0]/w/bit[16]", 2), .. Forgery.Bits("slot[0]/lifetime", lifetime - 1, 41)]),
            Is.EqualTo(new[] { "slot[0]/w/boolean" }));
    }

    [Test]
    public void Expiry_BorrowedFromTheRest_IsRefused()
    {
        // One second more of life is 2^118 less for r: that is no evidence at all, and no score either.
        var claim = Forgery.WithAttestation(0, each => each with { Expiry = ClaimGenerator.AsOf });

        Assert.That(
            Forgery.Violations(claim, [.. Forgery.Bits("slot[0]/lifetime", BigInteger.Pow(2, 40), 41)])[0],
            Is.EqualTo("slot[0]/r/boolean"));
    }

    [TestCase(0)]
    [TestCase(1_000)]
    public void Expired_CalledActiveByBitsThatAreNone_IsRefused(int secondsAgo)
    {
        // 2^40 - 2·2^39 = 0: the top bit says active, and the sum stays what it was.
        var claim = Forgery.WithAttestation(0, each => each with { Expiry = ClaimGenerator.AsOf - secondsAgo });

        Assert.That(
            Forgery.Violations(claim, ("slot[0]/lifetime/bit[40]", 1), ("slot[0]/lifetime/bit[39]", -1)),
            Is.EqualTo(new[] { "slot[0]/lifetime/boolean" }));
    }

    [Test]
    public void BaseRate_AboveOne_IsRefused()
    {
        var claim = Forgery.WithAttestation(0, each => each with { A = BigInteger.Pow(2, 20) + 1 });

        Assert.That(Forgery.Violations(claim), Is.EqualTo(new[] { "slot[0]/a is at most 2^20" }));
    }

    [Test]
    public void Weight_AboveOne_IsRefused()
    {
        var claim = Forgery.WithAttestation(0, each => each with { W = BigInteger.Pow(2, 16) + 1 });

        Assert.That(Forgery.Violations(claim), Is.EqualTo(new[] { "slot[0]/w is at most 2^16" }));
    }

    [Test]
    public void BaseRateAndWeight_OfOne_Pass()
    {
        var claim = Forgery.WithAttestation(0, each => each with { A = BigInteger.Pow(2, 20), W = BigInteger.Pow(2, 16) });

        Assert.That(Forgery.Violations(claim), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(10_000_000_000)]
    public void AsOf_BelowZeroInTheField_IsRefused(long below)
    {
        // At a time before all times whatever has expired is active again.
        var claim = Forgery.WithAttestation(0, each => each with { Expiry = 7 }) with { AsOf = -below };

        Assert.That(Forgery.Violations(claim), Is.EqualTo(new[] { "signals/asOf/boolean" }));
    }

    [Test]
    public void AsOf_AfterAllTimes_IsRefused()
    {
        // Even what never expires would have expired.
        var claim = Forgery.Long with { AsOf = BigInteger.Pow(2, 40) };

        Assert.That(Forgery.Violations(claim.Links(Systems.TinySlots)[0]), Is.EqualTo(new[] { "signals/asOf/boolean" }));
    }

    [Test]
    public void MinScore_WrappedAroundTheField_IsRefused()
    {
        // (10^6 N - minScore D) mod r = 12345: in range, though minScore is no score.
        var (n, d) = Fraction(Forgery.Claim);
        var forged = (1_000_000 * n - 12_345) * d.Inverse();

        Assert.That(Forgery.Violations(Forgery.Claim, ("minScore", forged)), Is.EqualTo(new[] { "score/minScore/boolean" }));
    }

    [Test]
    public void MinScore_BelowZeroInTheField_IsRefused()
    {
        Assert.That(Forgery.Violations(Forgery.Claim with { MinScore = -1 }), Is.EqualTo(new[] { "score/minScore/boolean" }));
    }

    [Test]
    public void MaxScore_WrappedAroundTheField_IsRefused()
    {
        var (n, d) = Fraction(Forgery.Claim);
        var forged = (1_000_000 * n + 1 + 12_345) * d.Inverse() - Fr.One;

        Assert.That(
            Forgery.Violations(Forgery.Claim, ("maxScore", forged)),
            Is.EqualTo(new[] { "score/maxScore/boolean", "score/10^6 - maxScore/boolean" }));
    }

    [Test]
    public void MaxScore_AboveAMillion_IsRefused()
    {
        Assert.That(Forgery.Violations(Forgery.Claim with { MaxScore = 1_000_001 }), Is.EqualTo(new[] { "score/10^6 - maxScore/boolean" }));
    }

    [TestCase(-1, true)]
    [TestCase(0, false)]
    public void Count_OfTwoToTheTwenty_IsRefused(int more, bool passes)
    {
        var link = Forgery.Long.Links(Systems.TinySlots)[1];
        var before = link.Previous with { Count = (1 << 20) - Systems.TinySlots + more };
        var after = Forgery.Long.StateAfter(2 * Systems.TinySlots) with { Count = (1 << 20) + more };
        link = link with
        {
            Previous = before,
            PreviousState = before.Commit(link.AsOf, link.PreviousBlinding),
            NextState = after.Commit(link.AsOf, link.NextBlinding),
        };

        Assert.That(Forgery.Violations(link), passes ? Is.Empty : Is.EqualTo(new[] { "count/boolean" }));
    }

    [Test]
    public void Address_OfMoreThan160Bits_IsRefused()
    {
        Assert.That(
            Forgery.Violations(Forgery.Claim with { Subject = BigInteger.Pow(2, 160) }),
            Is.EqualTo(new[] { "subject/address/boolean" }));
        Assert.That(Forgery.Violations(Forgery.Claim with { Subject = BigInteger.Pow(2, 160) - 1 }), Is.Empty);
    }

    private static (Fr N, Fr D) Fraction(PlainClaim claim)
    {
        var sums = claim.Sums;
        return (
            Fr.FromBigInteger(sums.R * sums.T + sums.Q * BigInteger.Pow(2, 17)),
            Fr.FromBigInteger(sums.T * (sums.T + BigInteger.Pow(2, 37))));
    }
}
