using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>
/// Ranges and the one decomposition of committed elements: what a prover would gain without each bound, and that he doesn't.
/// </summary>
[TestFixture]
public sealed class RangeForgeryTests
{
    /// <summary>Numbers that borrow from their neighbour leave the committed elements as they are; in each place of a group of three.</summary>
    [TestCase("r", 40, "s")]
    [TestCase("s", 40, "a")]
    [TestCase("a", 21, "w")]
    [TestCase("w", 17, "expiry")]
    public void Number_BorrowedFromTheNext_IsRefused(string number, int bits, string next)
    {
        for (var slot = 0; slot < 3; slot++)
        {
            // The third attestation's numbers are in two elements, with s last in one of them and a first in the other.
            if (slot == 2 && number == "s") continue;
            var (more, less) = ($"{number}[{slot}]", $"{next}[{slot}]");
            var (first, second) = (InputOf(more) + Fr.FromBigInteger(BigInteger.One << bits), InputOf(less) - Fr.One);

            Assert.That(
                Forgery.Violations(Forgery.Claim, (more, first), (less, second)), Is.EqualTo(new[] { $"slot[{slot}]/{number}/boolean" }));
        }
    }

    [TestCase(0, "r")]
    [TestCase(1, "a")]
    public void Expiry_BorrowedFromTheThirdOfItsGroup_IsRefused(int slot, string next)
    {
        var (more, less) = ($"expiry[{slot}]", $"{next}[2]");
        var (first, second) = (InputOf(more) + Fr.FromBigInteger(BigInteger.One << 41), InputOf(less) - Fr.One);

        Assert.That(Forgery.Violations(Forgery.Claim, (more, first), (less, second)), Is.EqualTo(new[] { $"slot[{slot}]/lifetime/boolean" }));
    }

    [Test]
    public void Expiry_BorrowedFromTheRest_IsRefused([Values(0, 1)] int slot)
    {
        // One second more of life is 2^118 less for r: that is no evidence at all, and no score either.
        var claim = Forgery.WithAttestation(slot, each => each with { Expiry = ClaimGenerator.AsOf });
        var r = InputOf($"r[{slot}]") - Fr.FromBigInteger(BigInteger.One << 118);

        Assert.That(
            Forgery.Violations(claim, ($"expiry[{slot}]", ClaimGenerator.AsOf + 1), ($"r[{slot}]", r))[0], Is.EqualTo($"slot[{slot}]/r/boolean"));
    }

    [TestCase(0)]
    [TestCase(1_000)]
    public void Expired_CalledActiveByBitsThatAreNone_IsRefused(int secondsAgo)
    {
        // 2^40 - 2·2^39 = 0 (bit 0 has no wire, so that bit[39] is bit 40): the top bit says active, and the sum stays what it was.
        var claim = Forgery.WithAttestation(0, each => each with { Expiry = ClaimGenerator.AsOf - secondsAgo });

        Assert.That(
            Forgery.Violations(claim, ("slot[0]/lifetime/bit[39]", 1), ("slot[0]/lifetime/bit[38]", -1)),
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

    /// <summary>The honest value of an input of the claim, such as "r[2]".</summary>
    private static Fr InputOf(string name)
    {
        var numbers = Forgery.Claim.Attestations[name[^2] - '0'].Numbers;
        return name[..^3] switch { "r" => numbers.R, "s" => numbers.S, "a" => numbers.A, "w" => numbers.W, _ => numbers.Expiry };
    }

    private static (Fr N, Fr D) Fraction(PlainClaim claim)
    {
        var sums = claim.Sums;
        return (
            Fr.FromBigInteger(sums.R * sums.T + sums.Q * BigInteger.Pow(2, 17)),
            Fr.FromBigInteger(sums.T * (sums.T + BigInteger.Pow(2, 37))));
    }
}
