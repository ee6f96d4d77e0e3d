using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Bn254;

public sealed class MsmTests
{
    [Test]
    public void Compute_OfCoincidingTerms_IsTheNaiveSum(
        [Values(0, 1, 2, 31, 100, 130, 700)] int count, [Values(1, 2, 3)] int degree)
    {
        AgreesWithNaiveSum(PointSamples.G1Points, count, degree);
        if (count <= 130) AgreesWithNaiveSum(PointSamples.G2Points, count, degree);
    }

    [Test]
    public void Compute_OfManyTerms_IsTheSumOverTheBase([Values(1, 3)] int degree)
    {
        const int Count = 20_000;
        var random = new Random(3);
        var multipliers = new Fr[Count];
        var scalars = new Fr[Count];
        var points = new G1Affine[Count];
        var expected = Fr.Zero;
        var bytes = new byte[32];
        for (var i = 0; i < Count; i++)
        {
            random.NextBytes(bytes);
            multipliers[i] = new Fr((ulong)random.Next(5000));
            scalars[i] = (i % 4) switch
            {
                0 => Fr.FromBigIntegerReduced(new System.Numerics.BigInteger(bytes, isUnsigned: true)),
                1 => Fr.One,
                2 => -new Fr((ulong)random.Next(70_000)),
                _ => new Fr((ulong)random.NextInt64()),
            };
            expected += multipliers[i] * scalars[i];
        }

        new FixedBaseTable<Fp>(G1.Generator, Count).Multiply(multipliers, points, Parallelism.Sequential);
        var sum = Msm.Compute<Fp>(points, scalars, new Parallelism(degree, CancellationToken.None));
        Assert.That(sum, Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(expected)));
    }

    [Test]
    public void Compute_OfOnePointAndOneScalarOverAndOver_IsTheirMultiple()
    {
        const int Count = 3000;
        var scalar = Fr.FromBigInteger(Fr.Modulus / 3);
        var sum = Msm.Compute<Fp>(
            Enumerable.Repeat(G1.Generator, Count).ToArray(), Enumerable.Repeat(scalar, Count).ToArray(), Parallelism.Sequential);
        Assert.That(sum, Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(scalar * new Fr(Count))));
    }

    [Test]
    public void Compute_OfOppositePoints_IsInfinity()
    {
        G1Affine[] points = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? G1.Generator : -G1.Generator)];
        var scalars = Enumerable.Repeat(Fr.FromBigInteger(Fr.Modulus / 5), 1000).ToArray();
        Assert.That(Msm.Compute<Fp>(points, scalars, Parallelism.Sequential).IsInfinity, Is.True);
    }

    [TestCase(100)]
    [TestCase(5)]
    public void Compute_OfPowersOfTwoAndTheirNeighbours_IsTheNaiveSum(int repeat)
    {
        // Where digits carry and scalars begin to reach a window.
        for (var offset = -1; offset <= 1; offset++)
        {
            for (var bit = 1; bit < 254; bit += repeat == 100 ? 23 : 1)
            {
                var scalar = Fr.FromBigIntegerReduced((System.Numerics.BigInteger.One << bit) + offset);
                var sum = Msm.Compute<Fp>(
                    Enumerable.Repeat(G1.Generator, repeat).ToArray(), Enumerable.Repeat(scalar, repeat).ToArray(), Parallelism.Sequential);
                Assert.That(sum, Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(scalar * repeat)), $"2^{bit} + {offset}");
            }
        }
    }

    [Test]
    public void Compute_OfListsOfDifferentLength_Throws() =>
        Assert.That(() => Msm.Compute<Fp>(new G1Affine[2], new Fr[3], Parallelism.Sequential), Throws.ArgumentException);

    [Test]
    public void Compute_Cancelled_Throws()
    {
        var points = Enumerable.Repeat(G1.Generator, 200).ToArray();
        var scalars = Enumerable.Repeat(-(Fr)3, 200).ToArray();
        Assert.That(
            () => Msm.Compute<Fp>(points, scalars, new Parallelism(2, new CancellationToken(canceled: true))),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void WindowSum_CancelledOnTheWay_StopsBeforeTheNextBatch()
    {
        var windows = new SignedWindows(4, 8);
        var recoded = windows.Recode(new Limbs(0x77, 0, 0, 0));
        Assert.That(
            () => WindowSum<Fp>.Compute(
                [G1.Generator], new uint[100], Enumerable.Repeat(recoded, 100).ToArray(), windows, 0, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static void AgreesWithNaiveSum<TField>(AffinePoint<TField>[] samples, int count, int degree)
        where TField : unmanaged, ICurveField<TField>
    {
        var (points, scalars) = PointSamples.Terms(samples, count, seed: count);
        var sum = Msm.Compute<TField>(points, scalars, new Parallelism(degree, CancellationToken.None));
        Assert.That(sum, Is.EqualTo(PointSamples.NaiveSum<TField>(points, scalars)));
    }
}
