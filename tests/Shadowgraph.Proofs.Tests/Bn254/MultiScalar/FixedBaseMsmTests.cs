using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

[Parallelizable]
internal sealed class FixedBaseMsmTests
{
    private static readonly Gen<int> Place = Gen.Int[0, PointSamples.G1Points.Length - 1];

    [Test]
    public void Compute_OfAnyScalars_IsTheSumOfProducts([Values] InstructionSet layout, [Values(0, 1, 2, 11)] int count, [Values(0, 100)] int expectedCount)
    {
        if (!InstructionSets.IsSupported(layout)) Assert.Ignore("This processor has no such instructions.");
        Gen.Select(Place.Array[count], PointSamples.Scalars.Array[count]).Sample(
            (places, scalars) =>
            {
                G1Affine[] points = [.. places.Select(place => PointSamples.G1Points[place])];
                return new FixedBaseMsm<Fp>(points, expectedCount, PointLayouts<Fp>.For(layout)).Compute(scalars)
                    .Equals(PointSamples.NaiveSum<Fp>(points, scalars));
            },
            iter: 12);
    }

    [Test]
    public void Compute_OfTermsThatCancelOrCoincide_IsTheSumOfProducts([Values] InstructionSet layout)
    {
        if (!InstructionSets.IsSupported(layout)) Assert.Ignore("This processor has no such instructions.");
        var point = PointSamples.G1Points[4];
        var sum = new FixedBaseMsm<Fp>([point, -point, point, G1Affine.Infinity], 100, PointLayouts<Fp>.For(layout));
        var scalar = ((Fr)7).Inverse();
        Assert.That(sum.Compute([scalar, scalar, 0, scalar]).IsInfinity, Is.True);
        Assert.That(sum.Compute([scalar, 0, scalar, 0]), Is.EqualTo(((G1Jacobian)point).Multiply(scalar + scalar)));
        Assert.That(sum.Compute([1, 0, 0, 5]), Is.EqualTo((G1Jacobian)point));
        Assert.That(sum.Compute([0, 0, 0, 0]).IsInfinity, Is.True);
    }

    [Test]
    public void Compute_OtherNumberOfScalars_Throws() =>
        Assert.That(() => new FixedBaseMsm<Fp>([G1.Generator], 1).Compute(new Fr[2]), Throws.ArgumentException);
}
