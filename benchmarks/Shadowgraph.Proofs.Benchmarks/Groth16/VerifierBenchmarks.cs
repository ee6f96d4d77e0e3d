using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Groth16;

/// <summary>Verification with ten public signals, for all three circuits: the time does not depend on the circuit's size.</summary>
[InShortMode(nameof(Size), CircuitSize.Small)]
public class VerifierBenchmarks
{
    private Groth16Verifier _verifier = null!;
    private Groth16Proof _proof = null!;
    private Fr[] _signals = null!;

    /// <summary>The circuit's size.</summary>
    [ParamsAllValues]
    public CircuitSize Size { get; set; }

    /// <summary>Makes a proof.</summary>
    [GlobalSetup]
    public void CreateProof()
    {
        var sample = SampleProver.Create(Size);
        _verifier = new Groth16Verifier(sample.Prover.Key.VerifyingKey);
        _proof = sample.Prove();
        _signals = sample.Witness.PublicSignals(sample.System.R1cs);
        if (!Verify()) throw new InvalidOperationException("The sample's proof does not verify.");
    }

    /// <summary>One proof.</summary>
    [Benchmark]
    public bool Verify() => _verifier.Verify(_proof, _signals);

    /// <summary>The precomputation of a verifier for its key.</summary>
    [Benchmark]
    public Groth16Verifier PrepareKey() => new(_verifier.Key);
}
