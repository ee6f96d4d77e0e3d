using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>One element of Fp12 in lanes against Fp12 itself.</summary>
[TestFixture(typeof(Avx512Lanes<BaseModulus, BaseDigits52>))]
[TestFixture(typeof(Avx2Lanes<BaseModulus, BaseDigits51>))]
[TestFixture(typeof(PortableLanes<BaseModulus, BaseDigits52>))]
internal sealed unsafe class Fp12SpreadTests<TLanes>
    where TLanes : struct, IFieldLanes
{
    private const int Iterations = 100;

    /// <summary>Any, and those with coefficients that are zero or one.</summary>
    private static readonly Gen<Fp12> Values = Gen.OneOf(
        FieldSamples.OneOf(Fp12.Zero, Fp12.One, -Fp12.One),
        Gen.Select(FieldSamples.Fp6, FieldSamples.OneOf(Fp6.Zero, Fp6.One), (a, b) => new Fp12(a, b)),
        Gen.Select(FieldSamples.OneOf(Fp6.Zero, -Fp6.One), FieldSamples.Fp6, (a, b) => new Fp12(a, b)),
        FieldSamples.Fp12,
        FieldSamples.Fp12);

    private static readonly Gen<Fp12> Cyclotomic = Values.Where(value => !value.IsZero).Select(value =>
    {
        var easy = value.Conjugate() * value.Inverse();
        return easy.Frobenius().Frobenius() * easy;
    });

    [OneTimeSetUp]
    public void RequireInstructions() => Assume.That(TLanes.IsSupported, "this processor has not the instructions");

    [Test]
    public void Operations_OnAny_AreFp12s() =>
        Gen.Select(Values, Values).Sample(
            (a, b) =>
            {
                Fp12Spread<TLanes> x = Fp12Spread<TLanes>.Import(a), y = Fp12Spread<TLanes>.Import(b);
                return x.Export() == a
                    && (x * y).Export() == a * b
                    && x.Square().Export() == a.Square()
                    && x.Conjugate().Export() == a.Conjugate()
                    && x.Frobenius().Export() == a.Frobenius();
            },
            iter: Iterations);

    [Test]
    public void SquareCyclotomicUnchecked_OfTheSubgroup_IsTheSquare() =>
        Cyclotomic.Sample(a => Fp12Spread<TLanes>.Import(a).SquareCyclotomicUnchecked().Export() == a.Square(), iter: Iterations);

    [Test]
    public void SquareCyclotomicUnchecked_OfAny_IsAsWrongAsFp12s() =>
        Values.Sample(a => Fp12Spread<TLanes>.Import(a).SquareCyclotomicUnchecked().Export() == a.SquareCyclotomicUnchecked(), iter: Iterations);

    [Test]
    public void Operations_InALongChain_StayExact() =>
        Gen.Select(Values, Values).Sample(
            (a, b) =>
            {
                Fp12Spread<TLanes> x = Fp12Spread<TLanes>.Import(a), y = Fp12Spread<TLanes>.Import(b);
                for (var i = 0; i < 20; i++)
                {
                    x = (x.Square() * y).Conjugate();
                    a = (a.Square() * b).Conjugate();
                    y = y.Frobenius() * x;
                    b = b.Frobenius() * a;
                    x = x.SquareCyclotomicUnchecked();
                    a = a.SquareCyclotomicUnchecked();
                }

                return x.Export() == a && y.Export() == b;
            },
            iter: 20);

    [Test]
    public void HardPart_OfTheSubgroup_IsFp12s() =>
        Cyclotomic.Sample(
            a => CyclotomicPower<Fp12Spread<TLanes>>.HardPart(Fp12Spread<TLanes>.Import(a)).Export() == CyclotomicPower<Fp12>.HardPart(a),
            iter: 4);

    [Test]
    public void Import_OfEightValues_SpreadsEach() =>
        Gen.Select(FieldSamples.Fp12.Array[ILanes.Count], Gen.Int[1, ILanes.Count]).Sample(
            (values, count) =>
            {
                var memory = new double[Fp12Lanes<TLanes>.ValueLength];
                var results = new Fp12Spread<TLanes>[count];
                fixed (double* blocks = memory)
                {
                    for (var part = 0; part < 12; part++)
                    {
                        fixed (Limbs* limbs = values.Select(value => Part(value, part).MontgomeryForm).ToArray())
                            TLanes.FromMontgomery(blocks + part * IFieldLanes.Length, limbs);
                        TLanes.Reduce(blocks + part * IFieldLanes.Length, blocks + part * IFieldLanes.Length);
                    }

                    Fp12Spread<TLanes>.Import(blocks, results);
                }

                return results.Select(result => result.Export()).SequenceEqual(values.Take(count))
                    && results.Zip(values).All(pair => pair.First.Square().Export() == pair.Second.Square());
            },
            iter: 20);

    private static Fp Part(in Fp12 value, int part)
    {
        Fp2[] coefficients = [value.C0.C0, value.C0.C1, value.C0.C2, value.C1.C0, value.C1.C1, value.C1.C2];
        return part % 2 == 0 ? coefficients[part / 2].C0 : coefficients[part / 2].C1;
    }
}
