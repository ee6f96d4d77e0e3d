using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

/// <summary>One suite for every instruction set that the processor has.</summary>
[TestFixtureSource(nameof(InstructionSetNames))]
public sealed class MsmTests(string layout)
{
    public static IEnumerable<string> InstructionSetNames => Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported).Select(supported => supported.ToString());

    [Test]
    public void Compute_OfCoincidingTerms_IsTheNaiveSum(
        [Values(0, 1, 2, 31, 100, 130, 700)] int count, [Values(1, 2, 3)] int degree)
    {
        AgreesWithNaiveSum(PointSamples.G1Points, count, degree);
        AgreesWithNaiveSum(PointSamples.G2Points, count, degree);
    }

    [Test]
    public void Compute_OfAnyTerms_IsTheNaiveSum()
    {
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 3], Gen.Int).Sample(
            (count, degree, seed) =>
            {
                AgreesWithNaiveSum(PointSamples.G1Points, count, degree, seed);
                AgreesWithNaiveSum(PointSamples.G2Points, count / 2, degree, seed);
            },
            iter: 20, threads: 1);
    }

    [Test]
    public void Compute_OfManyTerms_IsTheSumOverTheBase([Values(1, 3)] int degree)
    {
        const int Count = 20_000;
        IsTheSumOverTheBase(G1.Generator, Count, degree);
        IsTheSumOverTheBase(G2.Generator, Count / 8, degree);
    }

    [Test]
    [Category("Long")]
    public void Compute_OfAMillionTerms_IsTheSumOverTheBase() => IsTheSumOverTheBase(G1.Generator, 1 << 20, degree: 2);

    [Test]
    public void Compute_OfOnePointAndOneScalarOverAndOver_IsTheirMultiple()
    {
        const int Count = 3000;
        var scalar = Fr.FromBigInteger(Fr.Modulus / 3);
        Assert.That(
            Sum(Enumerable.Repeat(G1.Generator, Count).ToArray(), Enumerable.Repeat(scalar, Count).ToArray()),
            Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(scalar * new Fr(Count))));
        Assert.That(
            Sum(Enumerable.Repeat(G2.Generator, Count).ToArray(), Enumerable.Repeat(scalar, Count).ToArray()),
            Is.EqualTo(((G2Jacobian)G2.Generator).Multiply(scalar * new Fr(Count))));
    }

    [Test]
    public void Compute_OfOppositePoints_IsInfinity()
    {
        G1Affine[] points = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? G1.Generator : -G1.Generator)];
        var scalars = Enumerable.Repeat(Fr.FromBigInteger(Fr.Modulus / 5), 1000).ToArray();
        Assert.That(Sum(points, scalars).IsInfinity, Is.True);
        G2Affine[] points2 = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? G2.Generator : -G2.Generator)];
        Assert.That(Sum(points2, scalars).IsInfinity, Is.True);
    }

    [Test]
    public void Compute_WhereSumsCancelOnTheWay_IsTheSumOfTheRest()
    {
        // Multiples k and -k of the base side by side under one scalar: sums become infinite, equal and opposite in every round.
        const int Count = 4096;
        var random = new Random(11);
        var multiples = new int[Count];
        for (var i = 0; i < Count; i++) multiples[i] = random.Next(3) switch { 0 => random.Next(1, 4), 1 => -random.Next(1, 4), _ => i % 16 == 0 ? 0 : 1 };
        var points = Multiples(G1.Generator, [.. multiples.Select(multiple => (Fr)multiple)]);
        foreach (var scalar in (Fr[])[Fr.One, -Fr.One, 77, Fr.FromBigInteger(Fr.Modulus / 7)])
        {
            Assert.That(
                Sum(points, Enumerable.Repeat(scalar, Count).ToArray(), degree: 2),
                Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(scalar * (Fr)multiples.Sum())));
        }
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
                var sum = Sum(Enumerable.Repeat(G1.Generator, repeat).ToArray(), Enumerable.Repeat(scalar, repeat).ToArray());
                Assert.That(sum, Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(scalar * repeat)), $"2^{bit} + {offset}");
            }
        }
    }

    [Test]
    public void Compute_OfOneKindOfScalar_IsTheSumOverTheBase(
        [Values("0", "1", "-1", "7", "-70000", "18446744073709551616", "10944121435919637611123202872628637544274182200208017171849102093287904247809")]
        string value)
    {
        // Zeros, ones, small, over 128 bits, and where k and k - r are nearly of one size.
        const int Count = 1500;
        var scalar = Fr.FromBigIntegerReduced(System.Numerics.BigInteger.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        var multipliers = Enumerable.Range(1, Count).Select(i => new Fr((ulong)i)).ToArray();
        Assert.That(
            Sum(Multiples(G1.Generator, multipliers), Enumerable.Repeat(scalar, Count).ToArray(), degree: 2),
            Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(scalar * new Fr(Count * (Count + 1) / 2))));
    }

    [Test]
    public void Compute_WithIndices_TakesEachPointsScalar()
    {
        const int Count = 600;
        var random = new Random(5);
        var multipliers = Enumerable.Range(1, Count).Select(i => new Fr((ulong)i)).ToArray();
        var scalars = PointSamples.Scalars.Array[2 * Count].Single();
        var indices = Enumerable.Range(0, Count).Select(_ => random.Next(scalars.Length)).ToArray();
        using var measured = MsmScalars.Of(scalars, Parallelism.Sequential);
        var sum = Msm.Compute(SampleBases.Of(Multiples(G1.Generator, multipliers), layout), measured, indices, Parallelism.Sequential);
        var expected = Fr.Zero;
        for (var i = 0; i < Count; i++) expected += multipliers[i] * scalars[indices[i]];
        Assert.That(sum, Is.EqualTo(((G1Jacobian)G1.Generator).Multiply(expected)));
    }

    [Test]
    public void Compute_OfCanonicalScalars_IsThatOfTheScalars()
    {
        var (points, scalars) = PointSamples.Terms(PointSamples.G1Points, 300, seed: 300);
        using var measured = MsmScalars.OfCanonical(scalars.Length, Parallelism.Sequential, (first, chunk) =>
        {
            for (var i = 0; i < chunk.Length; i++) chunk[i] = scalars[first + i].Canonical;
        });
        Assert.That(
            Msm.Compute(SampleBases.Of(points, layout), measured, indices: null, Parallelism.Sequential),
            Is.EqualTo(PointSamples.NaiveSum<Fp>(points, scalars)));
    }

    [Test]
    public void Compute_OfListsOfDifferentLength_Throws()
    {
        Assert.That(() => Sum(new G1Affine[2], new Fr[3]), Throws.ArgumentException);
        Assert.That(() => Sum<Fp>([], new Fr[1]), Throws.ArgumentException);
        using var measured = MsmScalars.Of(new Fr[2], Parallelism.Sequential);
        Assert.That(
            () => Msm.Compute(SampleBases.Of(new G1Affine[2], layout), measured, new int[1], Parallelism.Sequential), Throws.ArgumentException);
    }

    [Test]
    public void Compute_Cancelled_Throws()
    {
        var bases = SampleBases.Of(Enumerable.Repeat(G1.Generator, 200).ToArray(), layout);
        var scalars = Enumerable.Repeat(-(Fr)3, 200).ToArray();
        Assert.That(
            () => Msm.Compute(bases, scalars, new Parallelism(2, new CancellationToken(canceled: true))),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Compute_OnManyThreadsAtOnce_IsTheSameSum()
    {
        var (points, scalars) = PointSamples.Terms(PointSamples.G1Points, 700, seed: 7);
        var bases = SampleBases.Of(points, layout);
        var expected = PointSamples.NaiveSum<Fp>(points, scalars);
        var sums = new G1Jacobian[8];
        Parallel.For(0, sums.Length, i => sums[i] = Msm.Compute(bases, scalars, new Parallelism(2, CancellationToken.None)));
        Assert.That(sums, Is.All.EqualTo(expected));
    }

    [Test]
    public void Compute_ReturnsAllScratchMemory()
    {
        var (points, scalars) = PointSamples.Terms(PointSamples.G1Points, 500, seed: 1);
        var before = ScratchPool.Shared.LeasedBytes;
        Sum(points, scalars);
        Assert.That(ScratchPool.Shared.LeasedBytes, Is.EqualTo(before));
    }

    private static AffinePoint<TField>[] Multiples<TField>(in AffinePoint<TField> generator, Fr[] multipliers)
        where TField : unmanaged, ICurveField<TField>
    {
        var points = new AffinePoint<TField>[multipliers.Length];
        new FixedBaseTable<TField>(generator, points.Length).Multiply(multipliers, points, Parallelism.Sequential);
        return points;
    }

    private JacobianPoint<TField> Sum<TField>(AffinePoint<TField>[] points, Fr[] scalars, int degree = 1)
        where TField : unmanaged, ICurveField<TField> =>
        Msm.Compute(SampleBases.Of(points, layout), scalars, new Parallelism(degree, CancellationToken.None));

    private void AgreesWithNaiveSum<TField>(AffinePoint<TField>[] samples, int count, int degree, int seed = 0)
        where TField : unmanaged, ICurveField<TField>
    {
        var (points, scalars) = PointSamples.Terms(samples, count, seed + count);
        Assert.That(Sum(points, scalars, degree), Is.EqualTo(PointSamples.SumOfRepeated(samples, points, scalars)));
    }

    private void IsTheSumOverTheBase<TField>(in AffinePoint<TField> generator, int count, int degree)
        where TField : unmanaged, ICurveField<TField>
    {
        var random = new Random(3);
        var multipliers = new Fr[count];
        var scalars = new Fr[count];
        var expected = Fr.Zero;
        var bytes = new byte[32];
        for (var i = 0; i < count; i++)
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

        var points = Multiples(generator, multipliers);
        Assert.That(Sum(points, scalars, degree), Is.EqualTo(((JacobianPoint<TField>)generator).Multiply(expected)));
    }
}
