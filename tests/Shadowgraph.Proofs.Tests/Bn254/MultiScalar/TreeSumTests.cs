using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

/// <summary>One suite for every instruction set that the processor has.</summary>
[TestFixtureSource(typeof(MsmTests), nameof(MsmTests.InstructionSetNames))]
public sealed unsafe class TreeSumTests(string layout)
{
    [Test]
    public void Reduce_OfAnyGroups_SumsEach() =>
        Gen.Select(Gen.OneOf(Gen.Int[1, 12], Gen.Int[1, 300]).Array[0, 40], Gen.Int[2, 13], Gen.Bool, Gen.Bool, Gen.Int).Sample(
            (sizes, kinds, infinity, sorted, seed) =>
            {
                if (sorted) Array.Sort(sizes, (a, b) => b.CompareTo(a));
                var random = new Random(seed);
                SumsAgree(G1.Generator, PointSamples.G1Points, sizes, () => Term(random, infinity ? 0 : 1, kinds));
                SumsAgree(G2.Generator, PointSamples.G2Points, sizes, () => Term(random, infinity ? 0 : 1, kinds));
            },
            iter: 15, threads: 1);

    [Test]
    public void Reduce_OfGroupsOfOnePoint_SumsEach([Values(2, 16, 100)] int size)
    {
        // Every addition of every round is a doubling.
        SumsAgree(G1.Generator, PointSamples.G1Points, [.. Enumerable.Repeat(size, 20)], () => 6);
        SumsAgree(G2.Generator, PointSamples.G2Points, [.. Enumerable.Repeat(size, 20)], () => 7);
    }

    [Test]
    public void Reduce_OfGroupsThatCancelInSomeRound_SumsEach([Values(1, 2, 4, 8)] int distance)
    {
        // Points and their opposites so far from each other that they meet when rounds have halved sixteen terms to so many.
        foreach (var size in (int[])[16, 17, 128])
        {
            var next = 0;
            SumsAgree(G1.Generator, PointSamples.G1Points, [.. Enumerable.Repeat(size, 9)], () => (uint)(8 + next++ / distance % 2));
            next = 0;
            SumsAgree(G2.Generator, PointSamples.G2Points, [.. Enumerable.Repeat(size, 9)], () => (uint)(8 + next++ / distance % 2));
        }
    }

    [Test]
    public void Reduce_OfMoreThanGoesThroughItsRoundsAtOnce_SumsEach()
    {
        // Sets of eight runs of several lengths in several parts, one group longer than a part, and all that sets of eight runs leave.
        var random = new Random(2);
        int[] sizes = [30_000, 140, .. Enumerable.Range(0, 1200).Select(i => 26 - i / 50)];
        SumsAgree(G1.Generator, PointSamples.G1Points, sizes, () => Term(random, 3, 13));
        SumsAgree(G2.Generator, PointSamples.G2Points, sizes[1..600], () => Term(random, 3, 13));
    }

    [Test]
    public void Reduce_OfItsOwnSums_SumsThem()
    {
        var samples = PointSamples.G1Points;
        var bases = SampleBases.Of(samples, layout);
        using var adder = bases.Layout.NewAdder(1000, CancellationToken.None);
        using var trees = new TreeSum<Fp>(adder, 3000, 2000, 200);
        uint[] terms = [.. Enumerable.Range(0, 2000).Select(i => (uint)(6 + i % 20))];
        int[] sizes = [.. Enumerable.Repeat(10, 200)];
        var sums = new uint[200];
        int[] all = [180, 13, 7];
        var totals = new uint[3];
        fixed (uint* term = terms, sum = sums, total = totals)
        fixed (int* size = sizes, count = all)
        {
            trees.Reduce(bases.Pointer, term, size, 200, sum);
            trees.Reduce(trees.Points, sum, count, 3, total);
        }

        Assert.That(
            totals.Select(place => SampleBases.Export(trees, bases, (int)(place >> 1))),
            Is.EqualTo(new[] { Sum(0, 1800), Sum(1800, 1930), Sum(1930, 2000) }));

        G1Affine Sum(int from, int to)
        {
            var multiplier = Fr.Zero;
            for (var i = from; i < to; i++) multiplier += Multiplier((uint)(6 + i % 20));
            return ((G1Jacobian)G1.Generator).Multiply(multiplier).ToAffine();
        }
    }

    [Test]
    public void Reduce_Cancelled_Throws()
    {
        var bases = SampleBases.Of(PointSamples.G1Points, layout);
        using var adder = bases.Layout.NewAdder(100, new CancellationToken(canceled: true));
        using var trees = new TreeSum<Fp>(adder, 100, 100, 10);
        var terms = Enumerable.Repeat(6u, 80).ToArray();
        int[] sizes = [.. Enumerable.Repeat(8, 10)];
        Assert.That(
            () =>
            {
                fixed (uint* term = terms) fixed (int* size = sizes) trees.Reduce(bases.Pointer, term, size, 10, (uint*)size);
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static uint Term(Random random, int firstKind, int endKind) => (uint)random.Next(2 * Math.Min(firstKind, endKind - 1), 2 * endKind);

    private static Fr Multiplier(uint term) => (term & 1) == 0 ? PointSamples.Multipliers[term >> 1] : -PointSamples.Multipliers[term >> 1];

    private void SumsAgree<TField>(in AffinePoint<TField> generator, AffinePoint<TField>[] samples, int[] sizes, Func<uint> nextTerm)
        where TField : unmanaged, ICurveField<TField>
    {
        uint[] terms = [.. Enumerable.Range(0, sizes.Sum()).Select(_ => nextTerm())];
        var multipliers = new Fr[sizes.Length];
        var next = 0;
        for (var group = 0; group < sizes.Length; group++)
            for (var i = 0; i < sizes[group]; i++) multipliers[group] += Multiplier(terms[next++]);
        var expected = new AffinePoint<TField>[sizes.Length];
        new FixedBaseTable<TField>(generator, sizes.Length).Multiply(multipliers, expected, Parallelism.Sequential);

        var bases = SampleBases.Of(samples, layout);
        using var adder = bases.Layout.NewAdder(terms.Length / 2, CancellationToken.None);
        using var trees = new TreeSum<TField>(adder, terms.Length, terms.Length, sizes.Length);
        adder.MayMeetInfinity = terms.Any(term => term < 2);
        var sums = new uint[sizes.Length];
        fixed (uint* term = terms, sum = sums)
        fixed (int* size = sizes) trees.Reduce(bases.Pointer, term, size, sizes.Length, sum);
        Assert.That(sums.Select(place => SampleBases.Export(trees, bases, (int)(place >> 1))), Is.EqualTo(expected));
    }
}
