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

    /// <param name="publicInputs">The number of public signals; each has a random point of its own.</param>
    public TrapdoorKey(int publicInputs)
        : this([.. Enumerable.Range(0, publicInputs + 1).Select(_ => Fr.RandomNonzero())])
    {
    }

    /// <param name="ic">The scalars of the points for the constant and for each public signal.</param>
    public TrapdoorKey(Fr[] ic)
    {
        _ic = ic;

        // A multiplication for each different scalar, so that a key may have thousands of equal points.
        var points = ic.Distinct().ToDictionary(scalar => scalar, scalar => G(scalar));
        VerifyingKey = VerifyingKey.Create(
            new VerifyingKeyPoints(G(_alpha), H(_beta), H(_gamma), H(_delta), [.. ic.Select(scalar => points[scalar])]), isDevelopmentKey: false);
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
