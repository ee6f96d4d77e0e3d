using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>The time per proof of several waiting proofs, with different divisions of the processors.</summary>
[LongOperations]
[InShortMode(nameof(Size), CircuitSize.Small)]
public class ThroughputBenchmarks
{
    private const int Proofs = 4;

    private SampleProver _sample = null!;

    /// <summary>The circuit's size.</summary>
    [ParamsAllValues]
    public CircuitSize Size { get; set; }

    /// <summary>Makes prover and witness.</summary>
    [GlobalSetup]
    public void CreateProver() => _sample = SampleProver.Create(Size);

    /// <summary>All processors on one proof, then on the next.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Proofs)]
    public void OneAfterAnother()
    {
        for (var i = 0; i < Proofs; i++) _sample.Prove();
    }

    /// <summary>A proof on each processor.</summary>
    [Benchmark(OperationsPerInvoke = Proofs)]
    public void OneOnEachProcessor() => Parallel.For(
        0, Proofs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ => _sample.Prove(threads: 1));
}
