using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>The time for each of 100 proofs that are verified together.</summary>
public class BatchVerifierBenchmarks
{
    private const int Proofs = 100;

    private Groth16Verifier _verifier = null!;
    private ProofWithSignals[] _valid = null!;
    private ProofWithSignals[] _oneInvalid = null!;

    /// <summary>The most threads to use.</summary>
    [ParamsSource(nameof(AllThreads))]
    public int Threads { get; set; }

    /// <summary>1 thread, and a thread for each processor.</summary>
    public static IEnumerable<int> AllThreads => ThreadCounts.All;

    /// <summary>Makes the batches from one proof of the Small circuit, re-randomised so that all differ.</summary>
    [GlobalSetup]
    public void CreateBatches()
    {
        var sample = SampleProver.Create(CircuitSize.Small);
        _verifier = new Groth16Verifier(sample.Prover.Key.VerifyingKey);
        var proof = sample.Prove();
        var signals = sample.Witness.PublicSignals(sample.System.R1cs);
        _valid = [.. SampleScalars.Full(Proofs, 1).Select(scalar => new ProofWithSignals(Randomise(proof, scalar), signals))];
        _oneInvalid = [.. _valid];
        _oneInvalid[Proofs / 3] = new ProofWithSignals(proof, signals.Select(signal => signal + 1).ToArray());
        if (!AllValid() || OneInvalid()) throw new InvalidOperationException("The batches do not verify as expected.");
    }

    /// <summary>All are valid.</summary>
    [Benchmark(OperationsPerInvoke = Proofs)]
    public bool AllValid() => _verifier.VerifyBatch(_valid, Threads).AllValid;

    /// <summary>A batch with one invalid proof, which must be found.</summary>
    [Benchmark(OperationsPerInvoke = Proofs)]
    public bool OneInvalid() => _verifier.VerifyBatch(_oneInvalid, Threads).AllValid;

    /// <summary>e(ρA, ρ⁻¹B) = e(A, B): another proof of the same statement.</summary>
    private static Groth16Proof Randomise(Groth16Proof proof, in Fr scalar) => new(
        ((JacobianPoint<Fp>)proof.A).Multiply(scalar).ToAffine(),
        ((JacobianPoint<Fp2>)proof.B).Multiply(scalar.Inverse()).ToAffine(),
        proof.C);
}
