using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Tests.Groth16;

namespace Shadowgraph.Proofs.Tests.Bn254.Pairings;

public sealed class G2MillerLinesTests
{
    [Test]
    public void IsInSubgroup_OfPointsOfManyOrders_AgreesWithMultiplying()
    {
        foreach (var point in OutsidePoints.OfManyOrders.Concat(PointSamples.G2Points))
        {
            Assert.That(point.IsOnCurve(), Is.True);
            Assert.That(new G2MillerLines(point).IsInSubgroup, Is.EqualTo(((G2Jacobian)point).Multiply(ScalarModulus.Modulus).IsInfinity), point.ToString());
        }
    }

    [Test]
    public void IsInSubgroup_OfSumsOfPointsOfManyOrders_AgreesWithMultiplying()
    {
        var part = Gen.Select(Gen.Int[0, OutsidePoints.OfManyOrders.Count - 1], PointSamples.Scalars, (place, scalar) => ((G2Jacobian)OutsidePoints.OfManyOrders[place]).Multiply(scalar));
        Gen.Select(part, part).Sample(
            (first, second) =>
            {
                var sum = first.Add(second);
                return new G2MillerLines(sum.ToAffine()).IsInSubgroup == sum.Multiply(ScalarModulus.Modulus).IsInfinity;
            },
            iter: 60);
    }

    [Test]
    public void IsInSubgroup_OfAWalkThatMeetsInfinity_IsFalse()
    {
        // On no curve of ours: its double is infinity.
        Assert.That(new G2MillerLines(new G2Affine(G2.Generator.X, Fp2.Zero)).IsInSubgroup, Is.False);
        Assert.That(new G2MillerLines(new G2Affine(Fp2.Zero, Fp2.One)).IsInSubgroup, Is.False, "of order 3");
    }

    [Test]
    public void Lines_OfAnyPoint_AreAsManyAsTheLoopTakes()
    {
        var digits = MillerLines.Digits.ToArray();
        var expected = digits.Length - 1 + digits[..^1].Count(digit => digit != 0) + 2;
        Assert.That(new G2MillerLines(G2.Generator).Lines.Length, Is.EqualTo(expected));
        Assert.That(new G2MillerLines(OutsidePoints.OutsideSubgroup).Lines.Length, Is.EqualTo(expected));
        Assert.That(G2MillerLines.LineCount, Is.EqualTo(expected));

        var infinity = new G2MillerLines(G2Affine.Infinity);
        Assert.That(infinity.IsInfinity && infinity.IsInSubgroup && infinity.Lines.IsEmpty, Is.True);
    }
}
