using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Curves;

/// <summary>Sums of products that are reduced together, against one multiplication and addition after the other.</summary>
[TestFixtureSource(nameof(Sets))]
internal sealed class WeightedSumTests(InstructionSet set)
{
    private static readonly InstructionSet[] Sets = [InstructionSet.Portable, InstructionSet.Avx512];

    private static readonly Fr[] Extremes =
    [
        Fr.Zero, Fr.One, -Fr.One, new(2), new Fr(2).Pow(52), new Fr(2).Pow(128),

        // The largest Montgomery form, and one whose digits of 52 bits are all ones but for the highest.
        Fr.FromMontgomeryUnchecked(new Limbs(
            ScalarModulus.Modulus.L0 - 1, ScalarModulus.Modulus.L1, ScalarModulus.Modulus.L2, ScalarModulus.Modulus.L3)),
        Fr.FromMontgomeryUnchecked(new Limbs(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x2fff_ffff_ffff_ffff)),
    ];

    private static Gen<Fr> Scalars { get; } = Gen.OneOf(
        Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]),
        Gen.ULong.Array[5].Select(words => words.Aggregate(Fr.Zero, (sum, word) => (sum * new Fr(ulong.MaxValue)) + new Fr(word))));

    [SetUp]
    public void RequireVectors()
    {
        if (!InstructionSets.IsSupported(set)) Assert.Ignore("This processor has no AVX-512.");
    }

    [Test]
    public void Compute_OfAnyScalars_IsTheSumOfTheProducts() =>
        Gen.Select(Scalars.Array[1, 40], Scalars.Array[1, 40], Gen.Int[0, 700], Gen.Int).Sample((weights, scalars, count, seed) =>
        {
            var random = new Random(seed);
            var ids = Enumerable.Range(0, count).Select(_ => random.Next(weights.Length)).ToArray();
            var places = Enumerable.Range(0, count).Select(_ => random.Next(scalars.Length)).ToArray();
            return new WeightedSum(weights, set).Compute(ids, places, scalars) == Naive(weights, ids, places, scalars);
        });

    [Test]
    public void Compute_OfTheLargestProducts_DoesNotOverflow([Values(255, 256, 257, 1024)] int count, [Range(0, 7)] int extreme)
    {
        Fr[] weights = [Fr.Zero, Extremes[extreme] * new Fr(2).Pow(64).Inverse()];
        Fr[] scalars = [Extremes[^2], Extremes[^1]];
        var ids = Enumerable.Repeat(1, count).ToArray();
        var places = Enumerable.Range(0, count).Select(i => i & 1).ToArray();

        Assert.That(new WeightedSum(weights, set).Compute(ids, places, scalars), Is.EqualTo(Naive(weights, ids, places, scalars)));
    }

    [Test]
    public void Weights_AreThoseGiven() => Assert.That(new WeightedSum(Extremes, set).Weights.ToArray(), Is.EqualTo(Extremes));

    private static Fr Naive(Fr[] weights, int[] ids, int[] places, Fr[] scalars)
    {
        var sum = Fr.Zero;
        for (var i = 0; i < ids.Length; i++) sum += weights[ids[i]] * scalars[places[i]];
        return sum;
    }
}
