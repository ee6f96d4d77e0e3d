using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>A prover of a reputation circuit, and a witness to prove.</summary>
internal sealed record SampleProver(ConstraintSystem System, Groth16Prover Prover, Witness Witness)
{
    /// <summary>Compiles the circuit, makes or loads its key, and solves a claim that uses all slots.</summary>
    public static SampleProver Create(CircuitSize size)
    {
        var system = ConstraintSystem.Compile(new ReputationCircuit(size));
        return new SampleProver(system, new Groth16Prover(SampleKeys.For(system)), system.Solve(SampleClaim.InputsFor(size)));
    }

    /// <summary>Makes a proof.</summary>
    public Groth16Proof Prove(int threads = 0, CancellationToken cancellationToken = default) =>
        Prover.Prove(Witness, new Groth16ProverOptions { MaxDegreeOfParallelism = threads }, progress: null, cancellationToken);
}
