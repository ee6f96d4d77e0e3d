using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Verifies Groth16 proofs with a verifying key.</summary>
/// <remarks>
/// <para>Groth, "On the size of pairing-based non-interactive arguments" (eprint 2016/260), section 3: e(A, B) = e(α, β) · e(Σ sᵢ·ICᵢ, γ) · e(C, δ).
/// Parts that depend on the key alone are computed by the constructor: make a single verifier and share it. Immutable and safe for concurrent
/// use.</para>
/// <para>A valid proof shows only that its maker knew a witness for the public signals. The caller must check the signals themselves: the expected
/// root, recipient and scope, and replay.</para>
/// </remarks>
[JsonConverter(typeof(NoJsonConverter<Groth16Verifier>))]
public sealed class Groth16Verifier
{
    private readonly PreparedG2 _gamma;
    private readonly PreparedG2 _delta;
    private readonly PreparedG2 _beta;
    private readonly Fp12 _alphaBeta;
    private readonly StatementSum _inputs;

    /// <summary>Makes a verifier for a key.</summary>
    /// <param name="key">The key, validated on construction.</param>
    public Groth16Verifier(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        _beta = new PreparedG2(key.Beta2);
        _gamma = new PreparedG2(key.Gamma2);
        _delta = new PreparedG2(key.Delta2);
        _inputs = new StatementSum(key.Ic[1..]);
        _alphaBeta = Pairing.FinalExponentiation(Pairing.MillerLoop([key.Alpha1], [_beta]));
    }

    /// <summary>The key.</summary>
    public VerifyingKey Key { get; }

    /// <summary>Verifies a proof.</summary>
    /// <param name="proof">Any proof: points outside their groups are rejected.</param>
    /// <param name="publicSignals">Public outputs, then public inputs, without the constant one.</param>
    /// <returns>False if the proof is invalid, or the number of signals differs from the key's.</returns>
    public bool Verify(Groth16Proof proof, ReadOnlySpan<Fr> publicSignals) => VerifyOn(Parallelism.Sequential, proof, publicSignals);

    /// <summary>As <see cref="Verify"/>, on given threads: useful for very many signals.</summary>
    internal bool VerifyOn(in Parallelism parallelism, Groth16Proof proof, ReadOnlySpan<Fr> publicSignals)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (publicSignals.Length != Key.PublicInputCount || !IsOnCurves(proof)) return false;
        var walk = new G2MillerLines(proof.B);
        if (!walk.IsInSubgroup) return false;
        var statement = Statement(Fr.One, publicSignals, parallelism);
        Span<LinePoint> prepared = stackalloc LinePoint[2];
        LinePoint.FromPoints([-statement, -(G1Jacobian)proof.C], prepared);
        return Pairing.FinalExponentiation(Pairing.MillerLoop([proof.A], [walk], prepared, [_gamma, _delta])) == _alphaBeta;
    }

    /// <summary>Verifies many proofs at a lower cost than single verifications, and returns the rejected proofs.</summary>
    /// <remarks>
    /// The proofs are combined with random coefficients of 128 bits, so an invalid proof passes with probability 2^-128; see Bellare, Garay and Rabin,
    /// "Fast batch verification for modular exponentiation and digital signatures" (1998). If the combination fails, halves are tried: a few invalid
    /// proofs add a small cost, many cost more than single verifications.
    /// </remarks>
    /// <param name="batch">Proofs with their signals; may be empty.</param>
    /// <param name="maxDegreeOfParallelism">The most threads; 0 for one thread per processor.</param>
    /// <param name="cancellationToken">Cancels the verification.</param>
    /// <exception cref="ArgumentException">An element has no proof.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public BatchVerification VerifyBatch(
        IReadOnlyList<ProofWithSignals> batch, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var parallelism = new Parallelism(Parallelism.DegreeOf(maxDegreeOfParallelism), cancellationToken);
        ProofWithSignals[] proofs = [.. batch];
        if (proofs.Any(element => element.Proof is null))
            throw new ArgumentException("An element of the batch has no proof.", nameof(batch));
        return new BatchVerification(new Groth16BatchRun(this, proofs, parallelism, PairingLanes.Best).FindInvalid());
    }

    /// <summary>Whether all proofs of a batch are valid, on the caller's thread, without a search for the invalid proofs.</summary>
    internal bool AreAllValid(ProofWithSignals[] batch) =>
        new Groth16BatchRun(this, batch, Parallelism.Sequential, PairingLanes.Best).AreAllValid();

    /// <summary>Whether the points of a proof are finite and on their curves. For G1 this is sufficient; B may still lie outside G2.</summary>
    internal static bool IsOnCurves(Groth16Proof proof) =>
        !proof.A.IsInfinity && !proof.B.IsInfinity && !proof.C.IsInfinity
        && proof.A.IsOnCurve() && proof.C.IsOnCurve() && proof.B.IsOnCurve();

    /// <summary>Memory, in bytes, of the tables for public signals.</summary>
    internal long TableBytes => _inputs.TableBytes;

    /// <summary>scale·IC₀ + Σ sᵢ·ICᵢ.</summary>
    internal G1Jacobian Statement(in Fr scale, ReadOnlySpan<Fr> signals, in Parallelism parallelism)
    {
        var sum = _inputs.Compute(signals, parallelism);
        return scale.IsOne ? sum.Add(Key.Ic[0]) : sum.Add(((G1Jacobian)Key.Ic[0]).Multiply(scale));
    }

    /// <summary>e(α, β)^-scale · e(-statement, γ) · e(-c, δ), before the final exponentiation.</summary>
    internal Fp12 KeySide(in Fr scale, in G1Jacobian statement, in G1Jacobian c)
    {
        Span<LinePoint> points = stackalloc LinePoint[3];
        LinePoint.FromPoints([-((G1Jacobian)Key.Alpha1).Multiply(scale), -statement, -c], points);
        return Pairing.MillerLoop([], [], points, [_beta, _gamma, _delta]);
    }
}
