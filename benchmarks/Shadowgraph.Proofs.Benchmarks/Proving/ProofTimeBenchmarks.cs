using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Proving;

/// <summary>Witness and proof on all processors, by circuit and number of attestations. <see cref="ProofTimeChart"/> draws the results.</summary>
[LongOperations]
public class ProofTimeBenchmarks
{
    private const int WarmUps = 20;

    private ConstraintSystem _system = null!;
    private Groth16Prover _prover = null!;
    private CircuitInputs _inputs = null!;

    /// <summary>Circuit and attestations.</summary>
    [ParamsSource(nameof(AllCases))]
    public ProofTimeCase Case { get; set; } = null!;

    /// <summary>All cases.</summary>
    public static IEnumerable<ProofTimeCase> AllCases => ProofTimeCase.All;

    /// <summary>Compiles the circuit, makes or loads its key, and proves until the code is compiled and the processor awake.</summary>
    [GlobalSetup]
    public void CreateProver()
    {
        _system = ConstraintSystem.Compile(new ReputationCircuit(Case.Size));
        _prover = new Groth16Prover(SampleKeys.For(_system));
        _inputs = SampleClaim.InputsFor(Case.Size, Case.Attestations);
        for (var i = 0; i < WarmUps; i++) SolveAndProve();
    }

    /// <summary>Clears the inputs.</summary>
    [GlobalCleanup]
    public void ClearInputs() => _inputs.Dispose();

    /// <summary>A witness, its proof and the proof's verification.</summary>
    [Benchmark]
    public Groth16Proof SolveAndProve()
    {
        using var witness = _system.Solve(_inputs);
        return _prover.Prove(witness);
    }
}
