using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Benchmarks.Circuits;

/// <summary>The native Poseidon hash: 2 inputs for a tree's node, 4 for a leaf, 16 for a block of eight attestations.</summary>
public class PoseidonBenchmarks
{
    private Fr[] _inputs = null!;

    /// <summary>The number of inputs.</summary>
    [Params(2, 4, 16)]
    public int Inputs { get; set; }

    /// <summary>Draws the inputs, and makes the round constants.</summary>
    [GlobalSetup]
    public void CreateInputs()
    {
        _inputs = SampleScalars.Full(Inputs, 1);
        Poseidon.Hash(_inputs);
    }

    /// <summary>One hash.</summary>
    [Benchmark]
    public Fr Hash() => Poseidon.Hash(_inputs);
}
