using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Bn254;
using Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

namespace Shadowgraph.Proofs.Tests.Hashing;

/// <summary>One suite for every instruction set that the processor has, against the scalar form.</summary>
[TestFixtureSource(typeof(MsmTests), nameof(MsmTests.InstructionSetNames))]
public sealed class PoseidonBatchTests(string name)
{
    private readonly InstructionSet _set = Enum.Parse<InstructionSet>(name);

    [Test]
    public void Hash_OfAnyRows_IsPoseidonOfEach([Range(1, 16)] int arity) =>
        Gen.Select(Gen.Int[0, 20], Gen.Int).Sample(
            (count, seed) =>
            {
                var random = new Random(seed);
                Fr[] inputs = [.. Enumerable.Range(0, count * arity).Select(_ => Element(random))];
                var hashes = new Fr[count];
                PoseidonBatch.Hash(_set, arity, inputs, hashes);
                return Enumerable.Range(0, count).All(i => hashes[i] == Poseidon.Hash(inputs.AsSpan(i * arity, arity)));
            },
            iter: 8);

    [Test]
    public void Permute_AnyStates_IsPoseidonFromTheirInitialStates([Range(2, 17)] int width) =>
        FieldSamples.Fr.Array[PoseidonLanes.Count * width].Sample(
            states =>
            {
                using var lanes = PoseidonLanes.Create(_set, width);
                var results = new Fr[PoseidonLanes.Count];

                // Once more in the same memory.
                lanes.Permute(states.Reverse().ToArray(), results);
                lanes.Permute(states, results);
                return Enumerable.Range(0, PoseidonLanes.Count).All(
                    i => results[i] == Poseidon.Hash(states.AsSpan(i * width + 1, width - 1), states[i * width]));
            },
            iter: 5);

    [Test]
    public void HashChains_OfDifferentLengths_HashesEachToItsEnd() =>
        Gen.Select(Gen.Int[0, 6].Array[0, 30], Gen.Int).Sample(
            (lengths, seed) =>
            {
                var random = new Random(seed);
                Fr[][] chains = [.. lengths.Select(length => Enumerable.Range(0, 16 * length).Select(_ => Element(random)).ToArray())];
                var hashes = new Fr[chains.Length];
                PoseidonBatch.HashChains(_set, new Chains(chains), hashes);
                return chains.Zip(hashes).All(pair => Chain(pair.First) == pair.Second);
            },
            iter: 25);

    [Test]
    public void HashChains_OfNone_DoesNothing() =>
        Assert.That(() => PoseidonBatch.HashChains(_set, new Chains([]), []), Throws.Nothing);

    private static Fr Chain(Fr[] elements)
    {
        var chain = Fr.Zero;
        for (var i = 0; i < elements.Length; i += 16) chain = Poseidon.Hash(elements.AsSpan(i, 16), chain);
        return chain;
    }

    private static Fr Element(Random random) => random.Next(6) switch
    {
        0 => Fr.Zero,
        1 => -Fr.One,
        2 => (Fr)random.NextInt64(),
        _ => Fr.FromBigIntegerReduced(new BigInteger(Enumerable.Range(0, 32).Select(_ => (byte)random.Next(256)).ToArray(), isUnsigned: true)),
    };

    private readonly struct Chains(Fr[][] chains) : IPoseidonChains
    {
        public int BlocksOf(int chain) => chains[chain].Length / 16;

        public void ReadBlock(int chain, int block, Span<Fr> elements) => chains[chain].AsSpan(16 * block, 16).CopyTo(elements);
    }
}
