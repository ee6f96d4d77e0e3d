using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>A proof, including its verification, from a witness and a loaded key.</summary>
[LongOperations]
public class ProverBenchmarks
{
    private SampleProver _sample = null!;

    /// <summary>The circuit's size.</summary>
    [ParamsAllValues]
    public CircuitSize Size { get; set; }

    /// <summary>The most threads to use.</summary>
    [ParamsSource(nameof(AllThreads))]
    public int Threads { get; set; }

    /// <summary>1 thread, and a thread for each processor.</summary>
    public static IEnumerable<int> AllThreads => ThreadCounts.All;

    /// <summary>Makes prover and witness.</summary>
    [GlobalSetup]
    public void CreateProver() => _sample = SampleProver.Create(Size);

    /// <summary>One proof.</summary>
    [Benchmark]
    public Groth16Proof Prove() => _sample.Prove(Threads);
}
