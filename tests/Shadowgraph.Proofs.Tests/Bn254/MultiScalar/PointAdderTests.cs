using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

/// <summary>One suite for every instruction set that the processor has.</summary>
[TestFixtureSource(typeof(MsmTests), nameof(MsmTests.InstructionSetNames))]
public sealed class PointAdderTests(string layout)
{
    [Test]
    public void Add_OfAnyTwoSamples_AgreesWithJacobianAddition()
    {
        AllPairsAgree(PointSamples.G1Points);
        AllPairsAgree(PointSamples.G2Points);
    }

    [Test]
    public void Add_OfAnyPairs_AgreesWithJacobianAddition() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 6], Gen.Bool, Gen.Int).Sample(
            (count, kinds, infinity, seed) =>
            {
                // Few kinds of points make equal and opposite ones common, also beside each other in eight lanes.
                PairsAgree(PointSamples.G1Points[(infinity ? 0 : 1)..(kinds + 1)], count, seed);
                PairsAgree(PointSamples.G2Points[(infinity ? 0 : 1)..(kinds + 1)], count, seed);
            },
            iter: 100, threads: 1);

    [Test]
    public void Add_OfOneExceptionAmongThousands_IsRightEverywhere([Values(0, 7, 8, 2500, 5999)] int place)
    {
        const int Count = 6000;
        var samples = PointSamples.G1Points;
        var terms = new uint[2 * Count];
        for (var i = 0; i < Count; i++) (terms[2 * i], terms[2 * i + 1]) = ((uint)(1 + i % 4) << 1, (uint)(5 + i % 6) << 1);
        foreach (var exception in (uint[])[0, 1])
        {
            (terms[2 * place], terms[2 * place + 1]) = (6, 6 + exception);
            Agree(samples, samples, terms);
        }
    }

    [Test]
    public void Add_ThatGivesInfinity_IsRememberedForTheNext()
    {
        using var adder = PointLayouts<Fp>.For(Enum.Parse<InstructionSet>(layout)).NewAdder(8, CancellationToken.None);
        Assert.That(adder.MayMeetInfinity, Is.False);
        Assert.That(Sums(adder, PointSamples.G1Points, PointSamples.G1Points, [2, 3]), Is.EqualTo(new[] { G1Affine.Infinity }));
        Assert.That(adder.MayMeetInfinity, Is.True);
        Assert.That(Sums(adder, PointSamples.G1Points, PointSamples.G1Points, [0, 2]), Is.EqualTo(new[] { G1.Generator }));
    }

    [Test]
    public void Copy_TakesTheSignsOfTheTermsAndNoOtherPlace([Values(0, 1, 7, 8, 9, 40)] int count)
    {
        CopiesAgree(PointSamples.G1Points, count);
        CopiesAgree(PointSamples.G2Points, count);
    }

    [Test]
    public void Add_Cancelled_Throws()
    {
        using var adder = PointLayouts<Fp>.For(Enum.Parse<InstructionSet>(layout)).NewAdder(8, new CancellationToken(canceled: true));
        Assert.That(
            () => Sums(adder, PointSamples.G1Points, PointSamples.G1Points, [2, 3]), Throws.InstanceOf<OperationCanceledException>());
    }

    private unsafe void CopiesAgree<TField>(AffinePoint<TField>[] samples, int count)
        where TField : unmanaged, ICurveField<TField>
    {
        var random = new Random(count);
        var terms = Enumerable.Range(0, count).Select(_ => (uint)random.Next(2 * samples.Length)).ToArray();
        var bases = SampleBases.Of(samples, layout);
        var copies = SampleBases.Of(Enumerable.Repeat(samples[1], count + 1).ToArray(), layout);
        using var adder = bases.Layout.NewAdder(8, CancellationToken.None);
        fixed (uint* first = terms) adder.Copy(bases.Pointer, first, count, copies.Pointer);
        Assert.That(copies.ToAffine(), Is.EqualTo(terms.Select(term => Signed(samples, term)).Append(samples[1])));
    }

    private void AllPairsAgree<TField>(AffinePoint<TField>[] samples)
        where TField : unmanaged, ICurveField<TField>
    {
        var terms = new List<uint>();
        for (var i = 0; i < 2 * samples.Length; i++)
        {
            for (var j = 0; j < 2 * samples.Length; j++) terms.AddRange([(uint)i, (uint)j]);
        }

        Agree(samples, [.. samples.Reverse()], [.. terms]);
    }

    private void PairsAgree<TField>(AffinePoint<TField>[] samples, int count, int seed)
        where TField : unmanaged, ICurveField<TField>
    {
        var random = new Random(seed);
        Agree(samples, samples, [.. Enumerable.Range(0, 2 * count).Select(_ => (uint)random.Next(2 * samples.Length))]);
    }

    private void Agree<TField>(AffinePoint<TField>[] left, AffinePoint<TField>[] right, uint[] terms)
        where TField : unmanaged, ICurveField<TField>
    {
        var pointForm = SampleBases.Of(left, layout).Layout;
        using var adder = pointForm.NewAdder(terms.Length, CancellationToken.None);
        adder.MayMeetInfinity = left.Concat(right).Any(point => point.IsInfinity);
        var expected = new AffinePoint<TField>[terms.Length / 2];
        for (var i = 0; i < expected.Length; i++)
            expected[i] = ((JacobianPoint<TField>)Signed(left, terms[2 * i])).Add(Signed(right, terms[2 * i + 1])).ToAffine();
        Assert.That(Sums(adder, left, right, terms), Is.EqualTo(expected));
    }

    private unsafe AffinePoint<TField>[] Sums<TField>(
        PointAdder<TField> adder, AffinePoint<TField>[] left, AffinePoint<TField>[] right, uint[] terms)
        where TField : unmanaged, ICurveField<TField>
    {
        MsmBases<TField> lefts = SampleBases.Of(left, layout), rights = SampleBases.Of(right, layout);
        var sums = MsmBases<TField>.Allocate(terms.Length / 2 + PointAdder<TField>.Slack, lefts.Layout);
        fixed (uint* pairs = terms) adder.Add(lefts.Pointer, rights.Pointer, pairs, terms.Length / 2, sums.Pointer);
        return sums.ToAffine()[..(terms.Length / 2)];
    }

    private static AffinePoint<TField> Signed<TField>(AffinePoint<TField>[] points, uint term)
        where TField : unmanaged, ICurveField<TField> =>
        (term & 1) == 0 ? points[term >> 1] : -points[term >> 1];
}
