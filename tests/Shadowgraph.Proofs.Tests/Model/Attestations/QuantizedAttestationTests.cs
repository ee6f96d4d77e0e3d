using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Reputation;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Attestations;

public sealed class QuantizedAttestationTests
{
    private static readonly TestCaseData[] BadOpinions =
    [
        new(0.6, 0.3, 0.1, double.NaN, "opinion.base_rate", "not a number"),
        new(double.NaN, 0.3, 0.1, 0.5, "opinion.belief", "not a number"),
        new(0.6, double.NaN, 0.1, 0.5, "opinion.disbelief", "not a number"),
        new(0.6, 0.3, double.NaN, 0.5, "opinion.uncertainty", "not a number"),
        new(double.PositiveInfinity, 0.3, 0.1, 0.5, "opinion.belief", "from 0 to 1"),
        new(0.6, double.NegativeInfinity, 0.1, 0.5, "opinion.disbelief", "from 0 to 1"),
        new(-0.1, 1.0, 0.1, 0.5, "opinion.belief", "from 0 to 1"),
        new(1.1, -0.2, 0.1, 0.5, "opinion.belief", "from 0 to 1"),
        new(0.6, 0.3, 0.1, 1.0000001, "opinion.base_rate", "from 0 to 1"),
        new(0.6, 0.3, 0.1, -double.Epsilon, "opinion.base_rate", "from 0 to 1"),
        new(0.6, 0.4, 0.0, 0.5, "opinion.uncertainty", "dogmatic"),
        new(0.6, 0.4, -0.0, 0.5, "opinion.uncertainty", "dogmatic"),
        new(0.6, 0.4 - 1e-6, 1e-6, 0.5, "opinion.uncertainty", "below 2^-19"),
        new(0.6, 0.4, double.Epsilon, 0.5, "opinion.uncertainty", "below 2^-19"),
        new(0.6, 0.3, 0.100000002, 0.5, "opinion", "does not sum to 1"),
        new(0.6, 0.3, 0.099999998, 0.5, "opinion", "does not sum to 1"),
        new(0.0, 0.0, 0.5, 0.5, "opinion", "does not sum to 1"),
    ];

    [TestCaseSource(nameof(BadOpinions))]
    public void From_ABadOpinion_NamesTheField(double belief, double disbelief, double uncertainty, double baseRate, string field, string problem) =>
        AssertInvalid(AttestationSamples.From(1, belief, disbelief, uncertainty, baseRate), field, problem);

    [TestCase(double.NaN, "not a number")]
    [TestCase(double.PositiveInfinity, "from 0 to 1")]
    [TestCase(1.0000000000000002, "from 0 to 1")]
    [TestCase(-1e-300, "from 0 to 1")]
    public void From_ABadWeight_NamesIt(double weight, string problem) =>
        AssertInvalid(AttestationSamples.From(1) with { Weight = weight }, "weight", problem);

    [Test]
    public void From_BadTimesTypeOrAccounts_NamesThem()
    {
        var good = AttestationSamples.From(1);
        var before = DateTimeOffset.FromUnixTimeMilliseconds(-1);
        AssertInvalid(good with { CreatedAt = before }, "created_at", "before 1970");
        AssertInvalid(good with { ExpiresAt = before }, "expires_at", "before 1970");
        AssertInvalid(good with { ExpiresAt = good.CreatedAt }, "expires_at", "not after created_at");
        AssertInvalid(good with { Type = 0 }, "attestation_type", "trust, skill, vouch, endorsement");
        AssertInvalid(good with { Type = (AttestationType)5 }, "attestation_type", "trust, skill, vouch, endorsement");
        AssertInvalid(good with { Source = default }, "source", "zero address");
        AssertInvalid(good with { Target = default }, "target", "zero address");
        AssertInvalid(good with { Source = good.Target }, "source", "the subject itself");
    }

    [Test]
    public void From_ATypicalOpinion_IsCounted()
    {
        var evidence = QuantizedAttestation.From(AttestationSamples.From(1, 0.5, 0.25, 0.25, 0.75) with
        {
            Weight = 0.5,
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_999),
        }).Evidence;

        Assert.That(evidence, Is.EqualTo(new QuantizedEvidence(4 << 20, 2 << 20, 3 << 18, 1 << 15, 1_800_000_000)));
    }

    [Test]
    public void From_TheSmallestUncertainty_StaysBelowTwoToThe40()
    {
        const double u = QuantizedAttestation.SmallestUncertainty;
        var most = QuantizedAttestation.From(AttestationSamples.From(1, 1 - u, 0, u)).Evidence;
        var beyond = QuantizedAttestation.From(AttestationSamples.From(1, 1 - u + 0.99e-9, 0, u)).Evidence;

        Assert.That(most.R, Is.EqualTo((1UL << 40) - (1 << 21)));
        Assert.That(beyond.R, Is.GreaterThan(most.R).And.LessThan(1UL << 40));
        AssertInvalid(AttestationSamples.From(1, 1 - u, 0, Math.BitDecrement(u)), "opinion.uncertainty", "below 2^-19");
    }

    [Test]
    public void From_WithoutExpiry_NeverExpires()
    {
        var evidence = QuantizedAttestation.From(AttestationSamples.From(1)).Evidence;

        Assert.That(evidence.Expiry, Is.EqualTo((1UL << 40) - 1));
        Assert.That(evidence.IsActive(253_402_300_799), Is.True);
    }

    [Test]
    public void IsActive_AtItsExpiry_IsFalse()
    {
        var evidence = new QuantizedEvidence(0, 0, 0, 0, 100);

        Assert.That(evidence.IsActive(99), Is.True);
        Assert.That(evidence.IsActive(100), Is.False);
    }

    [Test]
    public void PackedWith_AHalfOfAnyOtherEvidence_IsTheSumOfTheShiftedParts() =>
        Gen.Select(AttestationSamples.AnyEvidence, AttestationSamples.AnyEvidence).Sample((evidence, other) =>
        {
            var packed = evidence.R + ((BigInteger)evidence.S << 40) + ((BigInteger)evidence.A << 80)
                + ((BigInteger)evidence.W << 101) + ((BigInteger)evidence.Expiry << 118);
            var opinions = other.R + ((BigInteger)other.S << 40);
            var terms = other.A + ((BigInteger)other.W << 21) + ((BigInteger)other.Expiry << 38);
            return evidence.PackedWith(0).ToBigInteger() == packed
                && evidence.PackedWith(other.Opinions).ToBigInteger() == packed + (opinions << 159)
                && evidence.PackedWith(other.Terms).ToBigInteger() == packed + (terms << 159);
        });

    [Test]
    public void Write_OfAnyContext_IsItsPartsInOrder() =>
        Gen.Select(Gen.Byte.Array[20], Gen.Int[1, 4], Gen.ULong[0, (1UL << 40) - 1]).Sample((attester, type, created) =>
        {
            var bytes = new byte[26];
            new AttestationContext(new EvmAddress(attester), (AttestationType)type, created).Write(bytes);
            return Convert.ToHexStringLower(bytes) == $"{Convert.ToHexStringLower(attester)}{type:x2}{created:x10}";
        });

    [Test]
    public void QuantizedEvidence_OutOfRange_IsRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => new QuantizedEvidence(1UL << 40, 0, 0, 0, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantizedEvidence(0, 1UL << 40, 0, 0, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantizedEvidence(0, 0, (1 << 20) + 1, 0, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantizedEvidence(0, 0, 0, (1 << 16) + 1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantizedEvidence(0, 0, 0, 0, 1UL << 40), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    private static void AssertInvalid(Attestation attestation, string field, string problem)
    {
        var thrown = Assert.Throws<InvalidAttestationException>(attestation.Validate)!;
        Assert.That(thrown.Field, Is.EqualTo(field));
        Assert.That(thrown.Message, Does.StartWith(field + " ").And.Contain(problem));
    }
}
