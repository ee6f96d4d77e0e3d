using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Benchmarks.Circuits;

/// <summary>From a claim's inputs to a value for each wire, every constraint checked; once for a proof.</summary>
[LongOperations]
public class WitnessBenchmarks
{
    private ConstraintSystem _system = null!;
    private CircuitInputs _inputs = null!;

    /// <summary>The circuit's size.</summary>
    [ParamsAllValues]
    public CircuitSize Size { get; set; }

    /// <summary>Compiles the circuit, and makes a claim that uses all slots.</summary>
    [GlobalSetup]
    public void Compile()
    {
        _system = ConstraintSystem.Compile(new ReputationCircuit(Size));
        _inputs = SampleClaim.InputsFor(Size);
    }

    /// <summary>One witness.</summary>
    [Benchmark]
    public void Solve() => _system.Solve(_inputs).Dispose();
}
