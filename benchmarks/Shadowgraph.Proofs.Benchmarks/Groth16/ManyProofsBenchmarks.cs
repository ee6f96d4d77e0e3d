using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>A hundred proofs after few earlier proofs and after ten thousand: the cost of a proof must not grow.</summary>
[LongOperations]
[InShortMode(nameof(ProofsBefore), 100)]
public class ManyProofsBenchmarks
{
    private const int Proofs = 100;

    private SampleProver _sample = null!;

    /// <summary>How many proofs the process has made before.</summary>
    [Params(100, 10_000)]
    public int ProofsBefore { get; set; }

    /// <summary>Makes the proofs before.</summary>
    [GlobalSetup]
    public void ProveBefore()
    {
        _sample = SampleProver.Create(CircuitSize.Small);
        for (var i = 0; i < ProofsBefore; i++) _sample.Prove();
    }

    /// <summary>Time per proof.</summary>
    [Benchmark(OperationsPerInvoke = Proofs)]
    public void Prove()
    {
        for (var i = 0; i < Proofs; i++) _sample.Prove();
    }
}
