using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

/// <summary>One suite for every instruction set that the processor has.</summary>
[TestFixtureSource(typeof(MsmTests), nameof(MsmTests.InstructionSetNames))]
public sealed class MsmBasesTests(string layout)
{
    [Test]
    public void ToAffine_GivesBackEveryPoint([Values(0, 1, 7, 8, 13)] int count)
    {
        ComeBack(PointSamples.G1Points[..count]);
        ComeBack(PointSamples.G2Points[..count]);
    }

    [Test]
    public void Fill_OfSomePoints_LeavesTheOthers()
    {
        var bases = MsmBases<Fp>.Allocate(13, PointLayouts<Fp>.For(Enum.Parse<InstructionSet>(layout)));
        bases.Fill(8, PointSamples.G1Points.AsSpan(8..13));
        bases.Fill(1, PointSamples.G1Points.AsSpan(1..8));
        Assert.That(bases.MayHoldInfinity, Is.False);
        bases.Fill(0, PointSamples.G1Points.AsSpan(..1));
        Assert.That(bases.MayHoldInfinity, Is.True);
        Assert.That(bases.ToAffine(), Is.EqualTo(PointSamples.G1Points));
        Assert.That(() => bases.Fill(9, new G1Affine[5]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => bases.Fill(-1, new G1Affine[1]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => bases[13], Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private void ComeBack<TField>(AffinePoint<TField>[] points)
        where TField : unmanaged, ICurveField<TField>
    {
        var bases = SampleBases.Of(points, layout);
        Assert.That(bases.ToAffine(), Is.EqualTo(points));
        Assert.That(Enumerable.Range(0, points.Length).Select(i => bases[i]), Is.EqualTo(points));
        Assert.That(bases.Count, Is.EqualTo(points.Length));
        Assert.That(bases.MayHoldInfinity, Is.EqualTo(points.Any(point => point.IsInfinity)));
    }
}
