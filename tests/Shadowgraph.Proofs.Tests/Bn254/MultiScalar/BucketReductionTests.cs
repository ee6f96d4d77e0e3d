using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

/// <summary>One suite for every instruction set that the processor has.</summary>
[TestFixtureSource(typeof(MsmTests), nameof(MsmTests.InstructionSetNames))]
public sealed unsafe class BucketReductionTests(string layout)
{
    [Test]
    public void Reduce_OfAnyBuckets_WeightsThemWithTheirDigits() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 7], Gen.Int[0, 10], Gen.Int).Sample(
            (windows, bits, emptyTenths, seed) =>
            {
                WeightsAgree(G1.Generator, PointSamples.G1Points, windows, bits, emptyTenths, seed);
                WeightsAgree(G2.Generator, PointSamples.G2Points, windows, bits, emptyTenths, seed);
            },
            iter: 40, threads: 1);

    private void WeightsAgree<TField>(
        in AffinePoint<TField> generator, AffinePoint<TField>[] samples, int windows, int bits, int emptyTenths, int seed)
        where TField : unmanaged, ICurveField<TField>
    {
        var random = new Random(seed);
        var largest = 1 << bits;
        var buckets = new int[windows * (largest + 1)];
        var expected = new Fr[windows];
        var points = new List<uint>();
        for (var i = 0; i < buckets.Length; i++)
        {
            var (window, digit) = Math.DivRem(i, largest + 1);
            buckets[i] = -1;
            if (digit == 0 || random.Next(10) < emptyTenths) continue;
            var sample = random.Next(1, samples.Length);
            expected[window] += (Fr)(ulong)digit * PointSamples.Multipliers[sample];
            buckets[i] = points.Count;
            points.Add((uint)(2 * sample));
        }

        var bases = SampleBases.Of(samples, layout);
        using var adder = bases.Layout.NewAdder(buckets.Length, CancellationToken.None);
        using var trees = new TreeSum<TField>(adder, 4 * buckets.Length, buckets.Length, buckets.Length);
        using var sums = new BucketReduction<TField>(trees, buckets.Length);
        var places = new int[windows * (bits + 1)];
        uint[] terms = [.. points];
        int[] sizes = [.. points.Select(_ => 1)];
        fixed (uint* term = terms)
        fixed (int* size = sizes, bucket = buckets)
        {
            if (terms.Length > 0) trees.Reduce(bases.Pointer, term, size, terms.Length, (uint*)size);
            for (var i = 0; i < buckets.Length; i++) buckets[i] = buckets[i] < 0 ? -1 : sizes[buckets[i]] >> 1;
            sums.Reduce(bucket, windows, bits, places);
        }

        for (var window = 0; window < windows; window++)
        {
            var sum = JacobianPoint<TField>.Infinity;
            for (var bit = bits; bit >= 0; bit--)
            {
                sum = sum.Double();
                var place = places[bit * windows + window];
                if (place >= 0) sum = sum.Add(SampleBases.Export(trees, bases, place));
            }

            Assert.That(sum.ToAffine(), Is.EqualTo(((JacobianPoint<TField>)generator).Multiply(expected[window]).ToAffine()));
        }
    }
}
