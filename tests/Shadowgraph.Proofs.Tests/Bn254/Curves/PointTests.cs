using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Tests.Bn254.Curves;

public sealed class PointTests
{
    [Test]
    public void G1_IsAGroupOfOrderR() => GroupLawsHold(PointSamples.G1Points);

    [Test]
    public void G2_IsAGroupOfOrderR() => GroupLawsHold(PointSamples.G2Points);

    [Test]
    public void IsOnCurve_OfAChangedCoordinate_IsFalse()
    {
        Assert.That(new G1Affine(G1.Generator.X, G1.Generator.Y + Fp.One).IsOnCurve(), Is.False);
        Assert.That(new G2Affine(G2.Generator.X + Fp2.One, G2.Generator.Y).IsOnCurve(), Is.False);
        Assert.That(G1Affine.Infinity.IsOnCurve() && G2Affine.Infinity.IsOnCurve(), Is.True);
    }

    [Test]
    public void ToAffine_OfManyPoints_AgreesWithEachAlone()
    {
        G1Jacobian[] points = [.. PointSamples.G1Points.Select(point => ((G1Jacobian)point).Double())];
        var affine = new G1Affine[points.Length];
        G1Jacobian.ToAffine(points, affine);
        Assert.That(affine, Is.EqualTo(points.Select(point => point.ToAffine())));
        Assert.That(() => G1Jacobian.ToAffine(points, new G1Affine[1]), Throws.ArgumentException);
    }

    private static void GroupLawsHold<TField>(AffinePoint<TField>[] points)
        where TField : unmanaged, ICurveField<TField>
    {
        Assert.That(points, Has.All.Matches<AffinePoint<TField>>(point => point.IsOnCurve()));
        foreach (var a in points)
        {
            JacobianPoint<TField> p = a;
            Assert.That(p.Double(), Is.EqualTo(p.Add(p)));
            Assert.That(p.Add(-p).IsInfinity, Is.True);
            Assert.That(p.Multiply(Fr.FromBigInteger(Fr.Modulus - 1)), Is.EqualTo(-p), "the order is r");
            foreach (var b in points)
            {
                JacobianPoint<TField> q = b;
                var sum = p.Add(q);
                Assert.That(sum.ToAffine().IsOnCurve(), Is.True);
                Assert.That(q.Add(p), Is.EqualTo(sum));
                Assert.That(p.Add(b), Is.EqualTo(sum), "mixed addition");
                Assert.That(p.Double().Add(b).Add(-a), Is.EqualTo(sum), "with another Z");
                Assert.That(p.Double().Add(q.Double()), Is.EqualTo(sum.Double()), "with two Z");
            }
        }

        JacobianPoint<TField> generator = points[1];
        Gen.Select(PointSamples.Scalars, PointSamples.Scalars).Sample(
            (a, b) => generator.Multiply(a).Add(generator.Multiply(b)).Equals(generator.Multiply(a + b))
                && generator.Multiply(a).Multiply(b).Equals(generator.Multiply(a * b)),
            iter: 10);
    }
}
