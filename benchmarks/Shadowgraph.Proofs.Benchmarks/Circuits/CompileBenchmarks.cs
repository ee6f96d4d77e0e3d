using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Benchmarks.Circuits;

/// <summary>From the circuit's definition to its constraints; once for a process.</summary>
[LongOperations]
public class CompileBenchmarks
{
    /// <summary>The circuit's size.</summary>
    [ParamsAllValues]
    public CircuitSize Size { get; set; }

    /// <summary>One compilation.</summary>
    [Benchmark]
    public ConstraintSystem Compile() => ConstraintSystem.Compile(new ReputationCircuit(Size));
}
