using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Tests.Groth16;

namespace Shadowgraph.Proofs.Tests.Bn254.Pairings;

[TestFixture(InstructionSet.Avx512)]
[TestFixture(InstructionSet.Avx2)]
internal sealed class PairingLanesTests(InstructionSet form)
{
    private static readonly UInt128 Edge = UInt128.One << 127;

    private PairingLanes _lanes = null!;

    [SetUp]
    public void Choose()
    {
        if (!InstructionSets.IsSupported(form)) Assert.Ignore("This processor has no such instructions.");
        _lanes = PairingLanes.Of(form)!;
    }

    [Test]
    public void WeightedMillerLoop_OfUpToEightPairs_IsTheProductOfPairingsOfMultiples([Range(1, 8)] int count)
    {
        var random = new Random(count);
        G1Affine[] p = [.. Enumerable.Range(0, count).Select(_ => Multiple(G1.Generator, random))];
        G2Affine[] q = [.. Enumerable.Range(0, count).Select(_ => Multiple(G2.Generator, random))];
        UInt128[] edges = [0, UInt128.MaxValue, Edge, Edge - 1];
        SignedWeight[] weights =
            [.. Enumerable.Range(0, count).Select(i => new SignedWeight(i < edges.Length ? edges[i] : new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64())))];

        var expected = Fp12.One;
        for (var i = 0; i < count; i++) expected *= Pairing.Compute(((G1Jacobian)p[i]).Multiply(weights[i].Value).ToAffine(), q[i]);

        Assert.That(Pairing.FinalExponentiation(_lanes.WeightedMillerLoop(p, weights, q)), Is.EqualTo(expected));
    }

    [Test]
    public void WeightedMillerLoop_OfEqualPairs_IsAPower()
    {
        G1Affine[] p = [G1.Generator, G1.Generator, -G1.Generator];
        G2Affine[] q = [G2.Generator, G2.Generator, G2.Generator];
        var weight = new SignedWeight(12345);

        var value = Pairing.FinalExponentiation(_lanes.WeightedMillerLoop(p, [weight, weight, weight], q));

        Assert.That(value, Is.EqualTo(Pairing.Compute(((G1Jacobian)G1.Generator).Multiply(weight.Value).ToAffine(), G2.Generator)));
    }

    [Test]
    public void AreInSubgroup_OfAnyPointsOfTheCurve_AgreesWithOneAtATime()
    {
        List<G2Affine> points = [.. OutsidePoints.OfManyOrders];

        // On no curve of ours, but the only way to 0/0: its double is infinity.
        points.Add(new G2Affine(G2.Generator.X, Fp2.Zero));
        points.AddRange(PointSamples.G2Points.Where(point => !point.IsInfinity));
        for (var start = 0; start < points.Count; start += 3)
        {
            var some = points.Skip(start).Take(8).ToArray();
            var results = new bool[some.Length];
            _lanes.AreInSubgroup(some, results);
            Assert.That(results, Is.EqualTo(some.Select(point => G2.IsInSubgroup(point))));
        }
    }

    [Test]
    public void SignedWeight_Value_IsTheSumOfItsSigns() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample((high, low) =>
        {
            var weight = new SignedWeight(new UInt128(high, low));
            var expected = BigInteger.Zero;
            for (var j = 0; j < SignedWeight.Bits; j++) expected += ((weight.Signs >> j) & 1) == 0 ? BigInteger.One << j : -(BigInteger.One << j);
            var good = weight.Value == Fr.FromBigIntegerReduced(expected) && weight.IsNegative == expected < 0;
            return good && weight.Multiply(G1.Generator).Equals(((G1Jacobian)G1.Generator).Multiply(weight.Value));
        });

    private static AffinePoint<TField> Multiple<TField>(AffinePoint<TField> generator, Random random)
        where TField : unmanaged, ICurveField<TField> =>
        ((JacobianPoint<TField>)generator).Multiply(new Fr((ulong)random.NextInt64())).ToAffine();
}
