using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Pairings;

[Parallelizable]
internal sealed class PairingTests
{
    [Test]
    public void Compute_OfMultiples_IsBilinear()
    {
        var generator = Pairing.Compute(G1.Generator, G2.Generator);
        Gen.Select(PointSamples.Scalars, PointSamples.Scalars).Sample(
            (a, b) => Pairing.Compute(P(a), Q(b)) == Power(generator, (a * b).ToBigInteger())
                && Pairing.Compute(P(a), Q(b)) == Pairing.Compute(P(b), Q(a)),
            iter: 8);
    }

    [Test]
    public void Compute_OfTheGenerators_HasOrderR()
    {
        var value = Pairing.Compute(G1.Generator, G2.Generator);
        Assert.That(value, Is.Not.EqualTo(Fp12.One));
        Assert.That(Power(value, Fr.Modulus), Is.EqualTo(Fp12.One));
    }

    [Test]
    public void FinalExponentiation_OfAnyValue_IsExactlyThatPower()
    {
        var exponent = (BigInteger.Pow(Fp.Modulus, 12) - 1) / Fr.Modulus;
        FieldSamples.Fp12.Where(value => !value.IsZero).Sample(
            value => Pairing.FinalExponentiation(value) == Power(value, exponent), iter: 2);
    }

    [Test]
    public void FinalExponentiation_InEveryForm_IsTheSame([Values] InstructionSet form)
    {
        if (!InstructionSets.IsSupported(form)) Assert.Ignore("This processor has no such instructions.");
        Fp12[] values =
        [
            Fp12.Zero, Fp12.One, -Fp12.One, new(FieldSamples.Fp6.Single(), Fp6.Zero), new(Fp6.Zero, FieldSamples.Fp6.Single()),
            .. FieldSamples.Fp12.Array[5].Single(),
        ];
        foreach (var value in values)
            Assert.That(Pairing.FinalExponentiation(value, form), Is.EqualTo(Pairing.FinalExponentiation(value, InstructionSet.Portable)), value.ToString());
    }

    [Test]
    public void MillerLoop_InEveryForm_IsTheSame([Values] InstructionSet form, [Range(0, 2)] int walkCount, [Range(0, 4)] int preparedCount)
    {
        if (!InstructionSets.IsSupported(form)) Assert.Ignore("This processor has no such instructions.");
        Gen.Select(
            PointSamples.Scalars.Array[walkCount], PointSamples.Scalars.Array[walkCount],
            PointSamples.Scalars.Array[preparedCount], PointSamples.Scalars.Array[preparedCount]).Sample(
            (a, b, c, d) =>
            {
                G1Affine[] p = [.. a.Select(scalar => P(scalar))];
                G2MillerLines[] walks = [.. b.Select(scalar => new G2MillerLines(Q(scalar)))];
                PreparedG2[] prepared = [.. d.Select(scalar => new PreparedG2(Q(scalar)))];
                var points = new LinePoint[preparedCount];
                LinePoint.FromPoints([.. c.Select(scalar => (G1Jacobian)P(scalar))], points);
                return Pairing.MillerLoop(p, walks, points, prepared, form) == Pairing.MillerLoop(p, walks, points, prepared, InstructionSet.Portable);
            },
            iter: 6);
    }

    [Test]
    public void Compute_WithInfinity_IsOne()
    {
        Assert.That(Pairing.Compute(G1Affine.Infinity, G2.Generator), Is.EqualTo(Fp12.One));
        Assert.That(Pairing.Compute(G1.Generator, G2Affine.Infinity), Is.EqualTo(Fp12.One));
    }

    [Test]
    public void ProductIsOne_OfPairsThatCancel_IsTrueAndOfOthersFalse()
    {
        Fr a = 12345, b = 678;
        Assert.That(Pairing.ProductIsOne([], []), Is.True);
        Assert.That(Pairing.ProductIsOne([P(a), -P(a * b)], [Q(b), Q(1)]), Is.True);
        Assert.That(Pairing.ProductIsOne([P(a), G1Affine.Infinity, -P(a * b)], [Q(b), Q(7), Q(1)]), Is.True);
        Assert.That(Pairing.ProductIsOne([P(a), -P(a * b)], [Q(b), Q(2)]), Is.False);
        Assert.That(Pairing.ProductIsOne([P(1)], [Q(1)]), Is.False);
    }

    [Test]
    public void MillerLoop_OfPreparedPoints_IsThatOfThePoints()
    {
        G1Affine[] p = [P(3), P(5), P(0), P(7)];
        G2Affine[] q = [Q(11), Q(0), Q(13), Q(17)];
        PreparedG2[] prepared = [.. q.Select(point => new PreparedG2(point))];
        var expected = Pairing.FinalExponentiation(Pairing.MillerLoop(p, q));
        Assert.That(Pairing.FinalExponentiation(Pairing.MillerLoop(p, prepared)), Is.EqualTo(expected));
        var points = new LinePoint[2];
        LinePoint.FromPoints([((G1Jacobian)p[2]).Double(), p[0]], points);
        Assert.That(
            Pairing.FinalExponentiation(Pairing.MillerLoop(p.AsSpan(1), [.. q[1..].Select(point => new G2MillerLines(point))], points, [prepared[2], prepared[0]])),
            Is.EqualTo(expected * Pairing.Compute(((G1Jacobian)p[2]).Double().ToAffine(), q[2])));
        Assert.That(() => Pairing.MillerLoop(p.AsSpan(1), prepared), Throws.ArgumentException);
        Assert.That(() => Pairing.ProductIsOne(p, q.AsSpan(1)), Throws.ArgumentException);
    }

    [Test]
    public void LinePoint_FromPoints_IsTheQuotientsOfTheirCoordinates()
    {
        G1Jacobian[] points = [P(3), ((G1Jacobian)P(5)).Double(), G1Jacobian.Infinity, ((G1Jacobian)P(9)).Add(P(2))];
        var results = new LinePoint[points.Length];
        LinePoint.FromPoints(points, results);
        for (var i = 0; i < points.Length; i++)
        {
            var affine = points[i].ToAffine();
            Assert.That(results[i].IsInfinity, Is.EqualTo(points[i].IsInfinity));
            Assert.That(results[i].InverseY, Is.EqualTo(affine.Y.Inverse()));
            Assert.That(results[i].XOverY, Is.EqualTo(affine.X * affine.Y.Inverse()));
            Assert.That((-results[i]).XOverY, Is.EqualTo(-results[i].XOverY));
        }

        Assert.That(() => LinePoint.FromPoints(points, results.AsSpan(1)), Throws.ArgumentException);
    }

    private static G1Affine P(in Fr scalar) => ((G1Jacobian)G1.Generator).Multiply(scalar).ToAffine();

    private static G2Affine Q(in Fr scalar) => ((G2Jacobian)G2.Generator).Multiply(scalar).ToAffine();

    private static Fp12 Power(in Fp12 value, BigInteger exponent)
    {
        var result = Fp12.One;
        for (var i = (int)exponent.GetBitLength() - 1; i >= 0; i--)
        {
            result = result.Square();
            if (!(exponent >> i).IsEven) result *= value;
        }

        return result;
    }
}
