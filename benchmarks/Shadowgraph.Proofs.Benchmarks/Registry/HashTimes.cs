using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>Poseidon in vector lanes and for single inputs, and the underlying multiplication.</summary>
internal static unsafe class HashTimes
{
    private const int Count = 512;
    private const int Single = 256;

    /// <summary>Measures once.</summary>
    public static void Measure(MedianTimes times)
    {
        foreach (var arity in (int[])[2, 4, 8, 16])
        {
            var inputs = SampleScalars.Full(Count * arity, 1);
            var hashes = new Fr[Count];
            times.Measure(
                $"a hash of {arity}, in lanes",
                Count,
                () =>
                {
                    PoseidonBatch.Hash(arity, inputs, hashes);
                    return hashes[0];
                });
            times.Measure(
                $"a hash of {arity}, one by one",
                Single,
                () =>
                {
                    for (var i = 0; i < Single; i++) hashes[i] = Poseidon.Hash(inputs.AsSpan(i * arity, arity));
                    return hashes[0];
                });
            MeasureSingle(times, $"a hash of {arity}, one by one, single numbers", arity + 1, state => PoseidonPermutation.For(arity + 1).Permute(state));
            if (InstructionSets.Best != InstructionSet.Portable)
            {
                var spread = PoseidonSpread.For(InstructionSets.Best, arity + 1);
                MeasureSingle(times, $"a hash of {arity}, one by one, across the lanes", arity + 1, state => spread.Permute(state));
            }
        }

        times.Measure("a multiplication in lanes", Multiplications.Count, () => InstructionSets.OverFr<Multiplications, int>(InstructionSets.Best, default));
    }

    private static void MeasureSingle(MedianTimes times, string name, int width, Func<Fr[], Fr> permute)
    {
        var states = SampleScalars.Full(Single * width, 1).Chunk(width).ToArray();
        times.Measure(
            name,
            Single,
            () =>
            {
                var sum = Fr.Zero;
                foreach (var state in states) sum += permute(state);
                return sum;
            });
    }

    /// <summary>Independent products of blocks.</summary>
    private readonly struct Multiplications : ILanesFunction<int>
    {
        private const int Blocks = 8;
        private const int Rounds = 2000;

        public const int Count = Rounds * Blocks * ILanes.Count;

        public int Invoke<TLanes>()
            where TLanes : struct, IFieldLanes
        {
            var memory = stackalloc double[2 * Blocks * IFieldLanes.Length + BlockAlignment.Slack];
            var blocks = BlockAlignment.Align(memory);
            var scalars = SampleScalars.Full(ILanes.Count, 1);
            var limbs = stackalloc Limbs[ILanes.Count];
            for (var i = 0; i < ILanes.Count; i++) limbs[i] = scalars[i].MontgomeryForm;
            for (var i = 0; i < 2 * Blocks; i++) TLanes.FromMontgomery(blocks + i * IFieldLanes.Length, limbs);
            for (var round = 0; round < Rounds; round++)
            {
                for (var i = 0; i < Blocks; i++)
                {
                    var block = blocks + i * IFieldLanes.Length;
                    TLanes.Multiply(block, block, block + Blocks * IFieldLanes.Length);
                }
            }

            return TLanes.ZeroLanes(blocks);
        }
    }
}
