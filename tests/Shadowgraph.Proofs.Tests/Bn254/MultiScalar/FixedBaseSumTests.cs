using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

internal sealed class FixedBaseSumTests
{
    private static readonly Gen<int> Place = Gen.Int[0, PointSamples.G1Points.Length - 1];

    [Test]
    public void Compute_OfAnyScalars_IsTheSumOfProducts([Values] VectorForm form, [Values(0, 1, 2, 11)] int count, [Values(0, 100)] int expectedCount)
    {
        if (!VectorForms.IsSupported(form)) Assert.Ignore("This processor has no such instructions.");
        Gen.Select(Place.Array[count], PointSamples.Scalars.Array[count]).Sample(
            (places, scalars) =>
            {
                G1Affine[] points = [.. places.Select(place => PointSamples.G1Points[place])];
                return new FixedBaseSum<Fp>(points, expectedCount, PointForms<Fp>.For(form)).Compute(scalars)
                    .Equals(PointSamples.NaiveSum<Fp>(points, scalars));
            },
            iter: 12);
    }

    [Test]
    public void Compute_OfTermsThatCancelOrCoincide_IsTheSumOfProducts([Values] VectorForm form)
    {
        if (!VectorForms.IsSupported(form)) Assert.Ignore("This processor has no such instructions.");
        var point = PointSamples.G1Points[4];
        var sum = new FixedBaseSum<Fp>([point, -point, point, G1Affine.Infinity], 100, PointForms<Fp>.For(form));
        var scalar = ((Fr)7).Inverse();
        Assert.That(sum.Compute([scalar, scalar, 0, scalar]).IsInfinity, Is.True);
        Assert.That(sum.Compute([scalar, 0, scalar, 0]), Is.EqualTo(((G1Jacobian)point).Multiply(scalar + scalar)));
        Assert.That(sum.Compute([1, 0, 0, 5]), Is.EqualTo((G1Jacobian)point));
        Assert.That(sum.Compute([0, 0, 0, 0]).IsInfinity, Is.True);
    }

    [Test]
    public void Compute_OtherNumberOfScalars_Throws() =>
        Assert.That(() => new FixedBaseSum<Fp>([G1.Generator], 1).Compute(new Fr[2]), Throws.ArgumentException);
}
