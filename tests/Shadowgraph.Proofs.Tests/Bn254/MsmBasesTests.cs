using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>One suite for every instruction set that the processor has.</summary>
[TestFixtureSource(typeof(MsmTests), nameof(MsmTests.Forms))]
public sealed class MsmBasesTests(string form)
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
        var bases = MsmBases<Fp>.Allocate(13, PointForms<Fp>.For(Enum.Parse<VectorForm>(form)));
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

    [Test]
    public void Map_OfPreparedPoints_IsTheSamePoints()
    {
        var (points, scalars) = PointSamples.Terms(PointSamples.G2Points, 200, seed: 3);
        var bases = Bases(points);
        var mapped = MsmBases<Fp2>.Map(bases.Prepared, bases.MayHoldInfinity, bases.Form);
        Assert.That(mapped.ToAffine(), Is.EqualTo(points));
        Assert.That(
            Msm.Compute(mapped, scalars, Parallelism.Sequential), Is.EqualTo(Msm.Compute(bases, scalars, Parallelism.Sequential)));
        Assert.That(() => mapped.Fill(0, points), Throws.InvalidOperationException);
    }

    [Test]
    public void Map_OfMemoryThatHoldsNoPoints_Throws()
    {
        var bases = Bases(PointSamples.G1Points);
        Assert.That(() => MsmBases<Fp>.Map(bases.Prepared[..100], mayHoldInfinity: false, bases.Form), Throws.ArgumentException);
        Assert.That(() => MsmBases<Fp>.Map(bases.Prepared[32..96], mayHoldInfinity: false, bases.Form), Throws.ArgumentException);
    }

    [Test]
    public void Prepared_TakesNoMoreBytesThanAFile()
    {
        Assert.That(Bases(PointSamples.G1Points).Prepared.Length, Is.EqualTo(64 * PointSamples.G1Points.Length));
        Assert.That(Bases(PointSamples.G2Points).Prepared.Length, Is.EqualTo(128 * PointSamples.G2Points.Length));
    }

    private MsmBases<TField> Bases<TField>(AffinePoint<TField>[] points)
        where TField : unmanaged, ICurveField<TField> =>
        MsmBases<TField>.Of(points, Parallelism.Sequential, PointForms<TField>.For(Enum.Parse<VectorForm>(form)));

    private void ComeBack<TField>(AffinePoint<TField>[] points)
        where TField : unmanaged, ICurveField<TField>
    {
        var bases = Bases(points);
        Assert.That(bases.ToAffine(), Is.EqualTo(points));
        Assert.That(Enumerable.Range(0, points.Length).Select(i => bases[i]), Is.EqualTo(points));
        Assert.That(bases.Count, Is.EqualTo(points.Length));
        Assert.That(bases.MayHoldInfinity, Is.EqualTo(points.Any(point => point.IsInfinity)));
    }
}
