using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Reputation;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Attestations;

public sealed class EvidenceFusionTests
{
    // Units of evidence are about 10⁻⁶: quantised inputs reproduce the vectors to that.
    private const double Tolerance = 1e-6;

    [Test]
    public void Fuse_TwoOpinions_IsTheIndependentVector()
    {
        var fused = EvidenceFusion.Fuse(
            [AttestationSamples.From(1, .6, .3, .1, 0), AttestationSamples.From(2, .091, .604, .305, .4)], AttestationSamples.AsOf);

        Assert.Multiple(() =>
        {
            Assert.That(fused.Belief, Is.EqualTo(.5129506008).Within(Tolerance));
            Assert.That(fused.Disbelief, Is.EqualTo(.4056074766).Within(Tolerance));
            Assert.That(fused.Uncertainty, Is.EqualTo(.0814419226).Within(Tolerance));
            Assert.That(fused.BaseRate, Is.EqualTo(.0808139535).Within(Tolerance));
            Assert.That(fused.ScoreMillionths, Is.EqualTo(1e6 * (.5129506008 + .0808139535 * .0814419226)).Within(1.5));
        });
    }

    [Test]
    public void Fuse_ThreeOpinions_IsTheIndependentVector()
    {
        var fused = EvidenceFusion.Fuse(
            [AttestationSamples.From(1, .1, .3, .6), AttestationSamples.From(2, .4, .2, .4), AttestationSamples.From(3, .7, .1, .2)],
            AttestationSamples.AsOf);

        Assert.Multiple(() =>
        {
            Assert.That(fused.Belief, Is.EqualTo(.6511628).Within(Tolerance));
            Assert.That(fused.Disbelief, Is.EqualTo(.2093023).Within(Tolerance));
            Assert.That(fused.Uncertainty, Is.EqualTo(.1395349).Within(Tolerance));
        });
    }

    [Test]
    public void Fuse_InAnyOrder_IsTheSame() =>
        Gen.Select(AttestationSamples.AnyAttestation.List[2, 20], Gen.Int).Sample((attestations, seed) =>
        {
            var shuffled = attestations.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Totals(attestations, 0) == Totals(shuffled, 0);
        }, iter: 50);

    [Test]
    public void Fuse_WithExpired_CountsOnlyTheOthers()
    {
        var lasting = AttestationSamples.From(1);
        var ending = AttestationSamples.From(2, .1, .8, .1) with { ExpiresAt = AttestationSamples.AsOf };

        Assert.That(EvidenceFusion.Fuse([lasting, ending], AttestationSamples.AsOf), Is.EqualTo(EvidenceFusion.Fuse([lasting], AttestationSamples.AsOf)));
        Assert.That(
            EvidenceFusion.Fuse([lasting, ending], AttestationSamples.AsOf.AddSeconds(-1)),
            Is.Not.EqualTo(EvidenceFusion.Fuse([lasting], AttestationSamples.AsOf)));
    }

    [Test]
    public void Fuse_WithoutActiveEvidence_SaysSo()
    {
        Attestation[][] without =
        [
            [],
            [AttestationSamples.From(1) with { ExpiresAt = AttestationSamples.AsOf }],
            [AttestationSamples.From(1) with { Weight = 0 }],
            [AttestationSamples.From(1) with { Weight = 1e-6 }],
            [AttestationSamples.From(1, 0, 0, 1)],
        ];
        foreach (var attestations in without)
        {
            var thrown = Assert.Throws<InsufficientEvidenceException>(() => EvidenceFusion.Fuse(attestations, AttestationSamples.AsOf))!;
            Assert.That(thrown.AsOf, Is.EqualTo(AttestationSamples.AsOf));
            Assert.That(thrown.Message, Does.Contain("1750000000"));
        }
    }

    [Test]
    public void Fuse_BeforeTheEpoch_Throws() => Assert.That(
        () => EvidenceFusion.Fuse([AttestationSamples.From(1)], DateTimeOffset.FromUnixTimeSeconds(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void ScoreMillionths_OfAnyEvidence_IsTheFlooredFraction() =>
        AttestationSamples.AnyEvidence.List[1, 40].Where(list => list.Any(e => e.W * (e.R + e.S) > 0)).Sample(list =>
        {
            var totals = list.Aggregate(default(FusionTotals), (sum, evidence) => sum.Add(evidence));
            return totals.ScoreMillionths == FlooredScore(list);
        });

    [Test]
    public void ScoreMillionths_OfOnlyBelief_ReachesAMillionWithBaseRateOneOnly()
    {
        Assert.That(default(FusionTotals).Add(new(1, 0, 1 << 20, 1, 1)).ScoreMillionths, Is.EqualTo(1_000_000));
        Assert.That(default(FusionTotals).Add(new((1UL << 40) - 1, 0, (1 << 20) - 1, 1 << 16, 1)).ScoreMillionths, Is.EqualTo(999_999));
        Assert.That(default(FusionTotals).Add(new(0, 1, 0, 1, 1)).ScoreMillionths, Is.Zero);
    }

    [Test]
    public void Add_TheMostEvidenceThereCanBe_DoesNotOverflow()
    {
        var most = new QuantizedEvidence((1UL << 40) - 1, (1UL << 40) - 1, 1 << 20, 1 << 16, 1);
        var one = default(FusionTotals).Add(most);
        UInt128 count = 1 << 20;
        var all = new FusionTotals(one.R * count, one.S * count, one.Q * count);

        Assert.That((BigInteger)all.Q, Is.EqualTo(((BigInteger)1 << 97) - ((BigInteger)1 << 57)));
        Assert.That(all.Numerator, Is.LessThan(all.Denominator));
        Assert.That(all.Denominator, Is.LessThan((BigInteger)1 << 155));
    }

    /// <summary>With weights of at least 0.1, rounding moves the score by less than 10⁻⁴: half a unit of 2⁻¹⁶ is 0.8 · 10⁻⁴ of such a
    /// weight.</summary>
    [Test]
    public void Fuse_AgainstDoubles_IsCloseForWeightsThatMatter()
    {
        var worst = 0.0;
        var gate = new Lock();
        Gen.Select(AttestationSamples.AnyOpinion, Gen.Double[0.1, 1]).List[1, 40].Sample(list =>
        {
            var attestations = list.Select((item, i) => AttestationSamples.From((ulong)i + 1) with { Opinion = item.Item1, Weight = item.Item2 });
            var totals = Totals(attestations, 0);
            if (totals.T == 0) return;
            var difference = Math.Abs(ScoreInDoubles(list) - (double)totals.Numerator / (double)totals.Denominator);
            lock (gate) worst = Math.Max(worst, difference);
            Assert.That(difference, Is.LessThan(1e-4));
        });
        TestContext.Out.WriteLine($"largest difference: {worst:E2}");
    }

    private static FusionTotals Totals(IEnumerable<Attestation> attestations, ulong asOf) =>
        EvidenceFusion.Sum(attestations.Select(QuantizedAttestation.From), asOf);

    private static double ScoreInDoubles(List<(Opinion Opinion, double Weight)> list)
    {
        double r = 0, s = 0, q = 0;
        foreach (var ((belief, disbelief, uncertainty, baseRate), weight) in list)
        {
            r += weight * 2 * belief / uncertainty;
            s += weight * 2 * disbelief / uncertainty;
            q += baseRate * weight * 2 * (belief + disbelief) / uncertainty;
        }

        return (r + 2 * q / (r + s)) / (r + s + 2);
    }

    /// <summary>floor(10⁶ (R + C·a)/(T + C)) from fractions of evidence itself, not from units.</summary>
    private static BigInteger FlooredScore(List<QuantizedEvidence> list)
    {
        var r = Fraction.Zero;
        var t = Fraction.Zero;
        var weightedRates = Fraction.Zero;
        foreach (var evidence in list)
        {
            var weight = new Fraction(evidence.W, 1 << 16);
            var positive = weight * new Fraction(evidence.R, 1 << 20);
            var both = positive + weight * new Fraction(evidence.S, 1 << 20);
            r += positive;
            t += both;
            weightedRates += both * new Fraction(evidence.A, 1 << 20);
        }

        var prior = new Fraction(2, 1);
        var score = (r + prior * (weightedRates / t)) / (t + prior);
        return BigInteger.Divide(1_000_000 * score.Numerator, score.Denominator);
    }

    private readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
    {
        public static readonly Fraction Zero = new(0, 1);

        public static Fraction operator +(Fraction a, Fraction b) =>
            Reduced(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

        public static Fraction operator *(Fraction a, Fraction b) => Reduced(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

        public static Fraction operator /(Fraction a, Fraction b) => Reduced(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

        private static Fraction Reduced(BigInteger numerator, BigInteger denominator)
        {
            var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
            return new(numerator / common, denominator / common);
        }
    }
}
