using CsCheck;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Bn254;
using Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

namespace Shadowgraph.Proofs.Tests.Hashing;

/// <summary>One suite for every instruction set that the processor has, against the permutation of single numbers.</summary>
[TestFixtureSource(typeof(MsmTests), nameof(MsmTests.InstructionSetNames))]
public sealed class PoseidonSpreadTests(string name)
{
    private readonly InstructionSet _set = Enum.Parse<InstructionSet>(name);

    [Test]
    public void Permute_OfAnyState_IsThePermutationOfSingleNumbers([Range(2, 17)] int width) =>
        FieldSamples.Fr.Array[width].Sample(
            state => PoseidonSpread.For(_set, width).Permute(state) == PoseidonPermutation.For(width).Permute([.. state]),
            iter: 100);
}
