using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Tests.Reputation;

public sealed class BinaryFractionTests
{
    private static readonly Gen<double> AnyInUnitInterval = Gen.OneOf(
        Gen.Double.Unit,
        Gen.Select(Gen.Double.Unit, Gen.Int[0, 1080]).Select((value, shift) => Math.ScaleB(value, -shift)),
        Gen.Int[0, 7].Select(i => new[] { 0.0, -0.0, 1.0, 0.5, double.Epsilon, Math.BitDecrement(1.0), 2.2250738585072014e-308, Math.ScaleB(1, -17) }[i]));

    [Test]
    public void ScaleRatio_OfAny_IsTheNearestIntegerTiesToEven() =>
        Gen.Select(AnyInUnitInterval, Gen.Double[QuantizedAttestation.SmallestUncertainty, 1], Gen.Int[0, 21]).Sample((numerator, denominator, bits) =>
            BinaryFraction.ScaleRatio(numerator, denominator, bits) == Nearest(Exact(numerator) << bits, Exact(denominator)));

    [Test]
    public void Scale_OfHalves_GoesToTheEvenNeighbour()
    {
        for (var k = 0UL; k < 64; k++)
        {
            var tie = (2 * k + 1) / 131_072.0; // (k + 1/2) · 2⁻¹⁶
            Assert.That(BinaryFraction.Scale(tie, 16), Is.EqualTo(k + (k & 1)));
            Assert.That(BinaryFraction.Scale(Math.BitDecrement(tie), 16), Is.EqualTo(k));
            Assert.That(BinaryFraction.Scale(Math.BitIncrement(tie), 16), Is.EqualTo(k + 1));
        }
    }

    [Test]
    public void ScaleRatio_AroundTies_IsTheNearestIntegerTiesToEven() =>
        Gen.Select(Gen.Long[0, 1L << 20], Gen.Int[1, 8191], Gen.Int[0, 21], Gen.Int[-2, 2]).Sample((whole, part, bits, steps) =>
        {
            // The denominator has few bits, so that the tie is a double; then some doubles further.
            var denominator = part / 8192.0;
            var numerator = (whole + 0.5) * denominator / (1L << bits);
            if (numerator > 1 || denominator < QuantizedAttestation.SmallestUncertainty) return true;
            for (; steps > 0; steps--) numerator = Math.BitIncrement(numerator);
            for (; steps < 0; steps++) numerator = Math.BitDecrement(numerator);
            return BinaryFraction.ScaleRatio(numerator, denominator, bits) == Nearest(Exact(numerator) << bits, Exact(denominator));
        });

    [Test]
    public void SumIsOne_AroundTheTolerance_IsExact()
    {
        // 1e-9 as a double is a little above 10⁻⁹; the doubles next to 1 + 10⁻⁹ are 2.2e-16 apart.
        Assert.That(BinaryFraction.SumIsOne(1, 0, 1e-9), Is.False);
        Assert.That(BinaryFraction.SumIsOne(1, 0, Math.BitDecrement(1e-9)), Is.True);
        Assert.That(BinaryFraction.SumIsOne(0.5, 0.5, 1e-9), Is.False);
        Assert.That(BinaryFraction.SumIsOne(0.25, 0.25, 0.5), Is.True);
        Assert.That(BinaryFraction.SumIsOne(0.25, 0.25, 0.499999998), Is.False);
    }

    [Test]
    public void SumIsOne_OfAny_IsTheExactComparison() =>
        Gen.Select(Gen.Double.Unit, Gen.Double.Unit, Gen.Double[-3e-9, 3e-9]).Sample((first, share, miss) =>
        {
            var second = (1 - first) * share;
            var third = Math.Max(1 - first - second + miss, 0);
            var distance = BigInteger.Abs(Exact(first) + Exact(second) + Exact(third) - Exact(1));
            return BinaryFraction.SumIsOne(first, second, third) == (distance * 1_000_000_000 <= Exact(1));
        });

    /// <summary>value · 2¹⁰⁷⁴, by repeated doubling of the value until it is an integer that decimal text holds exactly.</summary>
    private static BigInteger Exact(double value)
    {
        var doublings = 0;
        while (value != Math.Floor(value))
        {
            value *= 2;
            doublings++;
        }

        return new BigInteger(value) << (1074 - doublings);
    }

    private static BigInteger Nearest(BigInteger numerator, BigInteger denominator)
    {
        var floor = BigInteger.DivRem(numerator, denominator, out var remainder);
        var order = (2 * remainder).CompareTo(denominator);
        return order > 0 || (order == 0 && !floor.IsEven) ? floor + 1 : floor;
    }
}
