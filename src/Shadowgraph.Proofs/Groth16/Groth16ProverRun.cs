using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The computation of a proof: four multi-scalar multiplications, the quotient before one of these, and the blinding.</summary>
/// <remarks>
/// <para>Groth, "On the size of pairing-based non-interactive arguments" (2016), section 3.2, with γ folded into the key. Without blinding,
/// A₀ = α + ΣA, B₀ = β + ΣB in G2 and C₀ = ΣC + ΣH form a proof. Groth hides the witness by rδ in A and sδ in B, which needs a fifth sum, B in G1,
/// that enters C alone and is not published.</para>
/// <para>Here the proof without blinding is re-randomised instead, a transformation that needs no witness (Baghery, Kohlweiss, Siim and Volkhov,
/// "Another look at extraction and randomization of Groth's zk-SNARK", eprint 2020/811, figure 1): A = tA₀, B = B₀/t + uδ, C = C₀ + uA, with t ≠ 0
/// and u uniform, which verifies because e(A, B) = e(A₀, B₀)·e(uA, δ).</para>
/// <para>Both methods produce the same distribution. A is uniform, because t (or r) is; given A, B is uniform, because u (or s) is; given A and B,
/// the verification equation determines C. The only difference is A = ∞, which cannot occur here, and which Groth's method produces with
/// probability 2^-254 and every verifier rejects. A₀ = ∞ could not be hidden, but would require α, which is unknown to all, to equal -ΣA.</para>
/// <para>With <see cref="ProvingKey.FoldedC"/> ΣC and ΣH are other points, with the same sum if the witness satisfies the circuit; otherwise neither
/// sum gives a proof that verifies.</para>
/// <para>Points of a prepared file are unchecked, so that A₀, B₀ and C₀ may be any points. The distribution is the same for every proof that verifies: A
/// is a point of G1 and not ∞ only if A₀ is; B₀ is checked to be in G2, where uδ hides it; and the equation determines C.</para>
/// </remarks>
internal sealed class Groth16ProverRun(
    ProvingKey key, RetryableLazy<EvaluationDomain> domain, ReadOnlyMemory<Fr> witness, ScratchPool pool, Parallelism parallelism, ProgressMeter meter)
{
    // Cost of a point, or of a domain element, relative to a G1 point with scalars of a typical witness: many small values.
    private const double Group2Cost = 3;
    private const double QuotientCost = 1;
    private const double QuotientPointCost = 2.5;
    private const double CheckCost = 1000;

    /// <summary>The work of a proof, in the unit of the steps that <see cref="TryProve"/> reports.</summary>
    public static double EstimateWork(ProvingKey key) =>
        key.A.Count + (Group2Cost * key.B2.Count) + (key.FoldedC ?? key.C).Count +
        ((QuotientCost + QuotientPointCost) * key.DomainSize) + CheckCost;

    /// <summary>Computes the proof, without verification. The longest stages begin first.</summary>
    /// <returns>Null if the points of a prepared file lead out of G2.</returns>
    public Groth16Proof? TryProve()
    {
        var isInGroup = true;
        using var blinding = pool.Rent<Fr>(Blinding.Count);
        using var group1 = pool.Rent<G1Jacobian>(Group1.Count);
        using var group2 = pool.Rent<G2Jacobian>(Group2.Count);
        using var scalars = Measure();
        Draw(blinding.Span);
        parallelism.Invoke(
            () =>
            {
                group2.Span[Group2.B] = Sum("B", key.B2, scalars, Group2Cost).Add(key.Beta2);
                isInGroup = !key.IsPrepared || IsInGroup(group2.Span[Group2.B]);
                group2.Span[Group2.B] = Blind(group2.Span[Group2.B], blinding.Span[Blinding.InverseT]);
            },
            () => group1.Span[Group1.H] = SumQuotient(),
            () =>
            {
                group1.Span[Group1.A] = Blind(Sum("A", key.A, scalars, 1).Add(key.Alpha1), blinding.Span[Blinding.T]);
                group1.Span[Group1.AU] = Blind(group1.Span[Group1.A], blinding.Span[Blinding.U]);
            },
            () => group1.Span[Group1.C] = Sum("C", key.FoldedC ?? key.C, scalars, 1),
            () => group2.Span[Group2.DeltaU] = Blind<Fp2>(key.Delta2, blinding.Span[Blinding.U]));

        if (!isInGroup) return null;
        var c = group1.Span[Group1.C].Add(group1.Span[Group1.H]).Add(group1.Span[Group1.AU]);
        var b = group2.Span[Group2.B].Add(group2.Span[Group2.DeltaU]);
        return new Groth16Proof(group1.Span[Group1.A].ToAffine(), b.ToAffine(), c.ToAffine());
    }

    /// <summary>Prepares the witness as scalars for all sums except the quotient's.</summary>
    private MsmScalars Measure()
    {
        using var stage = ProverStages.Begin("witness");
        return MsmScalars.Of(witness, parallelism);
    }

    private static void Draw(Span<Fr> scalars)
    {
        scalars[Blinding.T] = Fr.RandomNonzero();
        scalars[Blinding.InverseT] = scalars[Blinding.T].Inverse();
        scalars[Blinding.U] = Fr.Random();
    }

    private static JacobianPoint<F> Blind<F>(in JacobianPoint<F> point, in Fr scalar)
        where F : unmanaged, ICurveField<F>
    {
        using var stage = ProverStages.Begin("blinding");
        return point.Multiply(scalar);
    }

    private static bool IsInGroup(in G2Jacobian point)
    {
        var affine = point.ToAffine();
        return affine.IsOnCurve() && G2.IsInSubgroup(affine);
    }

    private JacobianPoint<F> Sum<F>(string stage, PointTable<F> table, MsmScalars scalars, double costPerPoint)
        where F : unmanaged, ICurveField<F>
    {
        using var activity = ProverStages.Begin(stage);
        var sum = Msm.Compute(table.Bases, scalars, table.Wires, parallelism);
        meter.Add(costPerPoint * table.Count);
        return sum;
    }

    private G1Jacobian SumQuotient()
    {
        using var scalars = new Groth16ProverQuotient(key, domain.Value, witness, pool, parallelism).Evaluate();
        meter.Add(QuotientCost * key.DomainSize);
        return Sum("H", key.H, scalars, QuotientPointCost);
    }

    /// <summary>Indices of the random scalars that hide the witness.</summary>
    private static class Blinding
    {
        public const int T = 0, InverseT = 1, U = 2, Count = 3;
    }

    /// <summary>Indices of the sums in G1.</summary>
    private static class Group1
    {
        public const int A = 0, AU = 1, C = 2, H = 3, Count = 4;
    }

    /// <summary>Indices of the sums in G2.</summary>
    private static class Group2
    {
        public const int B = 0, DeltaU = 1, Count = 2;
    }
}
