using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>One verification of many proofs.</summary>
internal sealed class Groth16BatchRun(Groth16Verifier verifier, ProofWithSignals[] batch, Parallelism parallelism)
{
    private const int Grain = 8;
    private const int CoefficientBytes = 16;

    /// <summary>Places of the proofs that are refused, ascending.</summary>
    public IReadOnlyList<int> FindInvalid()
    {
        var isWellFormed = new bool[batch.Length];
        parallelism.For(batch.Length, Grain, (from, to) =>
        {
            for (var i = from; i < to; i++)
                isWellFormed[i] = batch[i].PublicSignals.Length == verifier.Key.PublicInputCount
                    && Groth16Verifier.IsWellFormed(batch[i].Proof);
        });
        int[] candidates = [.. Enumerable.Range(0, batch.Length).Where(i => isWellFormed[i])];
        var invalid = new List<int>();
        if (candidates.Length > 0 && !AllHold(candidates)) Search(candidates, invalid);
        invalid.AddRange(Enumerable.Range(0, batch.Length).Where(i => !isWellFormed[i]));
        invalid.Sort();
        return invalid;
    }

    /// <summary>Finds the wrong proofs among candidates of which at least one is wrong.</summary>
    private void Search(ReadOnlySpan<int> candidates, List<int> invalid)
    {
        if (candidates.Length == 1)
        {
            invalid.Add(candidates[0]);
            return;
        }

        var left = candidates[..(candidates.Length / 2)];
        var right = candidates[left.Length..];
        var leftHolds = AllHold(left);
        if (!leftHolds) Search(left, invalid);

        // If the left half holds, the wrong one is in the right half.
        if (leftHolds || !AllHold(right)) Search(right, invalid);
    }

    /// <summary>Π e(ρᵢAᵢ, Bᵢ) = e(α, β)^Σρᵢ · e(Σ ρᵢ·statementᵢ, γ) · e(Σ ρᵢCᵢ, δ).</summary>
    private bool AllHold(ReadOnlySpan<int> places)
    {
        var chosen = places.ToArray();
        var coefficients = RandomCoefficients(chosen.Length);
        var partial = new Fp12[(chosen.Length + Grain - 1) / Grain];
        parallelism.For(
            chosen.Length, Grain, (from, to) => partial[from / Grain] = ProofSide(chosen.AsSpan(from..to), coefficients.AsSpan(from..to)));

        var product = KeySide(chosen, coefficients);
        foreach (ref readonly var factor in partial.AsSpan()) product *= factor;
        return Pairing.FinalExponentiation(product) == Fp12.One;
    }

    private Fp12 ProofSide(ReadOnlySpan<int> places, ReadOnlySpan<Fr> coefficients)
    {
        var a = new G1Jacobian[places.Length];
        var b = new G2Affine[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var proof = batch[places[i]].Proof;
            a[i] = ((G1Jacobian)proof.A).Multiply(coefficients[i]);
            b[i] = proof.B;
        }

        var affine = new G1Affine[a.Length];
        G1Jacobian.ToAffine(a, affine);
        return Pairing.MillerLoop(affine, b);
    }

    private Fp12 KeySide(int[] places, Fr[] coefficients)
    {
        var scale = Fr.Zero;
        var signals = new Fr[verifier.Key.PublicInputCount];
        var c = new G1Affine[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var element = batch[places[i]];
            scale += coefficients[i];
            c[i] = element.Proof.C;
            for (var s = 0; s < signals.Length; s++) signals[s] += coefficients[i] * element.PublicSignals.Span[s];
        }

        return verifier.KeySide(scale, verifier.Statement(scale, signals), Msm.Compute(MsmBases<Fp>.Of(c), coefficients, parallelism));
    }

    private static Fr[] RandomCoefficients(int count)
    {
        Span<byte> bytes = stackalloc byte[Fr.Size];
        bytes.Clear();
        var coefficients = new Fr[count];
        foreach (ref var coefficient in coefficients.AsSpan())
        {
            RandomNumberGenerator.Fill(bytes[..CoefficientBytes]);
            Fr.TryRead(bytes, out coefficient);
        }

        return coefficients;
    }
}
