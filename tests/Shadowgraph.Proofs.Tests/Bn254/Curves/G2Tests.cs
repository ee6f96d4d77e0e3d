using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Tests.Groth16;

namespace Shadowgraph.Proofs.Tests.Bn254.Curves;

public sealed class G2Tests
{
    [Test]
    public void Generator_IsThatOfEip197()
    {
        var (x, y) = (G2.Generator.X, G2.Generator.Y);
        Assert.That(
            new[] { x.C0, x.C1, y.C0, y.C1 }.Select(coordinate => coordinate.ToString()),
            Is.EqualTo(new[]
            {
                "10857046999023057135944570762232829481370756359578518086990519993285655852781",
                "11559732032986387107991004021392285783925812861821192530917403151452391805634",
                "8495653923123431417604973247489272438418190587263600148770280649306958101930",
                "4082367875863433681332203403145435568316851327593401208105741076214120093531",
            }));
    }

    [Test]
    public void IsInSubgroup_OfMultiplesOfTheGenerator_IsTrue() =>
        Assert.That(PointSamples.G2Points, Has.All.Matches<G2Affine>(point => G2.IsInSubgroup(point)));

    [Test]
    public void IsInSubgroup_OfPointsOfTheCurveOutside_IsFalse()
    {
        var outside = OutsidePoints.OutsideSubgroup;
        Assert.That(outside.IsOnCurve(), Is.True);
        Assert.That(((G2Jacobian)outside).Multiply(ScalarModulus.Modulus).IsInfinity, Is.False, "its order is not r");
        Assert.That(G2.IsInSubgroup(outside), Is.False);

        foreach (var point in PointSamples.G2Points)
            Assert.That(G2.IsInSubgroup(((G2Jacobian)outside).Add(point).ToAffine()), Is.False);
    }

    [Test]
    public void IsInSubgroup_OfPointsWhoseOrderDividesTheCofactor_IsFalse()
    {
        // r·P is outside the subgroup, or P would have been inside.
        var point = ((G2Jacobian)OutsidePoints.OutsideSubgroup).Multiply(ScalarModulus.Modulus).ToAffine();
        Assert.That(point.IsOnCurve() && !point.IsInfinity, Is.True);
        Assert.That(G2.IsInSubgroup(point), Is.False);
    }

    [Test]
    public void Psi_OnTheSubgroup_MultipliesByP()
    {
        var p = Fr.FromBigIntegerReduced(Fp.Modulus);
        foreach (var point in PointSamples.G2Points) Assert.That(G2.Psi(point), Is.EqualTo(((G2Jacobian)point).Multiply(p).ToAffine()));
    }
}
