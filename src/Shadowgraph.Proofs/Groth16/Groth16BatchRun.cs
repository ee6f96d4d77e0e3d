using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>A verification of many proofs.</summary>
/// <param name="verifier">The key's verifier.</param>
/// <param name="batch">The proofs.</param>
/// <param name="parallelism">Threads.</param>
/// <param name="lanes">Pairing kernel for eight proofs at a time; null to process the proofs singly.</param>
internal sealed class Groth16BatchRun(Groth16Verifier verifier, ProofWithSignals[] batch, Parallelism parallelism, PairingLanes? lanes)
{
    private const int Grain = ILanes.Count;

    /// <summary>Indices of the rejected proofs, ascending.</summary>
    public IReadOnlyList<int> FindInvalid()
    {
        var isWellFormed = FindWellFormed();
        int[] candidates = [.. Enumerable.Range(0, batch.Length).Where(i => isWellFormed[i])];
        var invalid = new List<int>();
        if (candidates.Length > 0 && !AllHold(candidates)) Search(candidates, invalid);
        invalid.AddRange(Enumerable.Range(0, batch.Length).Where(i => !isWellFormed[i]));
        invalid.Sort();
        return invalid;
    }

    /// <summary>Whether no proof is rejected, at the cost of a single combination.</summary>
    public bool AreAllValid() => FindWellFormed().All(isWellFormed => isWellFormed) && AllHold([.. Enumerable.Range(0, batch.Length)]);

    private bool[] FindWellFormed()
    {
        var isWellFormed = new bool[batch.Length];
        parallelism.For(batch.Length, Grain, (from, to) => CheckForm(batch.AsSpan(from..to), isWellFormed.AsSpan(from..to)));
        return isWellFormed;
    }

    private void CheckForm(ReadOnlySpan<ProofWithSignals> elements, Span<bool> isWellFormed)
    {
        var places = new List<int>(Grain);
        for (var i = 0; i < elements.Length; i++)
        {
            if (elements[i].PublicSignals.Length == verifier.Key.PublicInputCount && Groth16Verifier.IsOnCurves(elements[i].Proof)) places.Add(i);
        }

        var points = new G2Affine[places.Count];
        for (var i = 0; i < points.Length; i++) points[i] = elements[places[i]].Proof.B;
        var isInSubgroup = new bool[points.Length];
        if (lanes is not null) lanes.AreInSubgroup(points, isInSubgroup);
        else for (var i = 0; i < points.Length; i++) isInSubgroup[i] = G2.IsInSubgroup(points[i]);
        for (var i = 0; i < points.Length; i++) isWellFormed[places[i]] = isInSubgroup[i];
    }

    /// <summary>Finds the invalid proofs among candidates that contain at least one invalid proof.</summary>
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

        // If the left half holds, the right half must contain an invalid proof.
        if (leftHolds || !AllHold(right)) Search(right, invalid);
    }

    /// <summary>Π e(ρᵢAᵢ, Bᵢ) = e(α, β)^Σρᵢ · e(Σ ρᵢ·statementᵢ, γ) · e(Σ ρᵢCᵢ, δ).</summary>
    private bool AllHold(ReadOnlySpan<int> places)
    {
        var chosen = places.ToArray();
        var weights = SignedWeight.Random(chosen.Length);
        var partial = new Fp12[(chosen.Length + Grain - 1) / Grain];
        parallelism.For(
            chosen.Length, Grain, (from, to) => partial[from / Grain] = ProofSide(chosen.AsSpan(from..to), weights.AsSpan(from..to)));

        var product = KeySide(chosen, [.. weights.Select(weight => weight.Value)]);
        foreach (ref readonly var factor in partial.AsSpan()) product *= factor;
        return Pairing.FinalExponentiation(product) == Fp12.One;
    }

    private Fp12 ProofSide(ReadOnlySpan<int> places, ReadOnlySpan<SignedWeight> weights)
    {
        var a = new G1Affine[places.Length];
        var b = new G2Affine[places.Length];
        for (var i = 0; i < places.Length; i++) (a[i], b[i]) = (batch[places[i]].Proof.A, batch[places[i]].Proof.B);
        if (lanes is not null) return lanes.WeightedMillerLoop(a, weights, b);

        var weighted = new G1Jacobian[a.Length];
        for (var i = 0; i < a.Length; i++) weighted[i] = weights[i].Multiply(a[i]);
        G1Jacobian.ToAffine(weighted, a);
        return Pairing.MillerLoop(a, b);
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

        return verifier.KeySide(scale, verifier.Statement(scale, signals, parallelism), Msm.Compute(MsmBases<Fp>.Of(c), coefficients, parallelism));
    }
}
