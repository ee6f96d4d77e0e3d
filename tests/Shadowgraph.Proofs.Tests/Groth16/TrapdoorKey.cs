using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>A verifying key with known secrets, so that a valid proof for any signals can be computed without a circuit.</summary>
internal sealed class TrapdoorKey
{
    private readonly Fr _alpha = Fr.RandomNonzero();
    private readonly Fr _beta = Fr.RandomNonzero();
    private readonly Fr _gamma = Fr.RandomNonzero();
    private readonly Fr _delta = Fr.RandomNonzero();
    private readonly Fr[] _ic;

    public TrapdoorKey(int publicInputs)
    {
        _ic = [.. Enumerable.Range(0, publicInputs + 1).Select(_ => Fr.RandomNonzero())];
        VerifyingKey = VerifyingKey.Create(
            new VerifyingKeyPoints(G(_alpha), H(_beta), H(_gamma), H(_delta), [.. _ic.Select(ic => G(ic))]), isDevelopmentKey: false);
    }

    public VerifyingKey VerifyingKey { get; }

    /// <summary>A and B are random; C completes the equation of verification.</summary>
    public Groth16Proof Prove(ReadOnlySpan<Fr> signals)
    {
        var (a, b, sum) = (Fr.RandomNonzero(), Fr.RandomNonzero(), _ic[0]);
        for (var i = 0; i < signals.Length; i++) sum += _ic[i + 1] * signals[i];
        return new Groth16Proof(G(a), H(b), G(((a * b) - (_alpha * _beta) - (sum * _gamma)) * _delta.Inverse()));
    }

    private static G1Affine G(in Fr scalar) => ((G1Jacobian)G1.Generator).Multiply(scalar).ToAffine();

    private static G2Affine H(in Fr scalar) => ((G2Jacobian)G2.Generator).Multiply(scalar).ToAffine();
}
