using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

public sealed class FixedBaseTableTests
{
    [Test]
    public void Multiply_OfAnyScalars_AgreesWithEachMultiplication([Values(0, 1, 600)] int expectedCount, [Values(1, 2)] int degree)
    {
        MultipliesLikePoints(PointSamples.G1Points[5], expectedCount, degree);
        MultipliesLikePoints(PointSamples.G2Points[5], expectedCount, degree);
        MultipliesLikePoints(G1Affine.Infinity, expectedCount, degree);
    }

    [Test]
    public void Multiply_IntoAnotherLength_Throws() =>
        Assert.That(
            () => new FixedBaseTable<Fp>(G1.Generator, 1).Multiply(new Fr[2], new G1Affine[3], Parallelism.Sequential), Throws.ArgumentException);

    [Test]
    public void Multiply_Cancelled_Throws() =>
        Assert.That(
            () => new FixedBaseTable<Fp>(G1.Generator, 1).Multiply(
                new Fr[2000], new G1Affine[2000], new Parallelism(2, new CancellationToken(canceled: true))),
            Throws.InstanceOf<OperationCanceledException>());

    private static void MultipliesLikePoints<TField>(AffinePoint<TField> point, int expectedCount, int degree)
        where TField : unmanaged, ICurveField<TField>
    {
        var (_, scalars) = PointSamples.Terms(PointSamples.G1Points, expectedCount == 600 ? 600 : 20, seed: 1);
        var results = new AffinePoint<TField>[scalars.Length];
        new FixedBaseTable<TField>(point, expectedCount).Multiply(scalars, results, new Parallelism(degree, CancellationToken.None));
        for (var i = 0; i < scalars.Length; i += 1 + i / 20)
            Assert.That(results[i], Is.EqualTo(((JacobianPoint<TField>)point).Multiply(scalars[i]).ToAffine()), scalars[i].ToString());
    }
}
