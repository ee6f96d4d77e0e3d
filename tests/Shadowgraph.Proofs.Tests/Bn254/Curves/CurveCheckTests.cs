using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Tests.Bn254.Curves;

/// <summary>That a batch of points is judged as each of them is.</summary>
[TestFixture]
public sealed class CurveCheckTests
{
    [Test]
    public void FirstOutside_OfPointsOnTheCurveAndOff_NamesTheFirstThatIsOff() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 60], Gen.Int).Sample((count, outside, seed) =>
            Agrees(Some(PointSamples.G1Points, count, outside, seed, point => new G1Affine(point.X + Fp.One, point.Y)))
            && Agrees(Some(PointSamples.G2Points, count, outside, seed, point => new G2Affine(point.X, point.Y + Fp2.One))));

    [Test]
    public void FirstOutside_OriginInEveryLane_IsInfinityAndOnTheCurve([Range(0, 17)] int count)
    {
        Assert.That(CurveCheck<Fp>.FirstOutside(new G1Affine[count]), Is.EqualTo(-1));
        Assert.That(CurveCheck<Fp2>.FirstOutside(new G2Affine[count]), Is.EqualTo(-1));
    }

    [Test]
    public void FirstOutside_OneCoordinateZero_IsOff()
    {
        G1Affine[] points = [.. PointSamples.G1Points.Take(3), new(Fp.Zero, G1.Generator.Y), default];

        Assert.That(CurveCheck<Fp>.FirstOutside(points), Is.EqualTo(3));
    }

    private static bool Agrees<TField>(AffinePoint<TField>[] points)
        where TField : unmanaged, ICurveField<TField>
    {
        var first = Array.FindIndex(points, point => !point.IsOnCurve());
        return CurveCheck<TField>.FirstOutside(points) == first && CurveCheck<TField>.FirstOutsidePortable(points) == first;
    }

    private static AffinePoint<TField>[] Some<TField>(
        AffinePoint<TField>[] samples, int count, int outside, int seed, Func<AffinePoint<TField>, AffinePoint<TField>> move)
        where TField : unmanaged, ICurveField<TField>
    {
        var random = new Random(seed);
        var points = Enumerable.Range(0, count).Select(_ => samples[random.Next(samples.Length)]).ToArray();
        for (var i = outside; i < count; i += 7) points[i] = move(points[i]);
        return points;
    }
}
