using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>One proof in the making: five multi-scalar multiplications, the quotient between them, and the blinding.</summary>
/// <remarks>Groth, "On the size of pairing-based non-interactive arguments" (2016), section 3.2, with γ folded into the key.</remarks>
internal sealed class Groth16ProverRun(
    ProvingKey key, EvaluationDomain domain, ReadOnlyMemory<Fr> witness, ScratchPool pool, Parallelism parallelism, ProgressMeter meter)
{
    // What one point, or one domain element, costs in units of a G1 point whose scalar is as most witnesses' are: many small values.
    private const double Group2Cost = 3;
    private const double QuotientCost = 1;
    private const double QuotientPointCost = 2.5;
    private const double CheckCost = 1000;

    /// <summary>The work of one proof, in the unit of the steps that <see cref="Prove"/> reports.</summary>
    public static double EstimateWork(ProvingKey key) =>
        key.A.Count + key.B1.Count + (Group2Cost * key.B2.Count) + key.C.Count +
        ((QuotientCost + QuotientPointCost) * key.DomainSize) + CheckCost;

    /// <summary>The proof, not yet verified.</summary>
    /// <remarks>
    /// A = α + ΣA + rδ, B = β + ΣB + sδ in G2 and, unpublished, in G1, C = ΣC + ΣH + sA + rB - rsδ, which with
    /// A' = α + ΣA and B' = β + ΣB is ΣC + ΣH + sA' + rB' + rsδ: one multiplication fewer. The longest stages begin first.
    /// </remarks>
    public Groth16Proof Prove()
    {
        using var blinding = pool.Rent<Fr>(Blinding.Count);
        using var group1 = pool.Rent<G1Jacobian>(Group1.Count);
        using var group2 = pool.Rent<G2Jacobian>(1);
        using var scalars = Measure();
        Draw(blinding.Span);
        parallelism.Invoke(
            () => group2.Span[0] = Sum("B in G2", key.B2, scalars, Group2Cost).Add(key.Beta2)
                .Add(((G2Jacobian)key.Delta2).Multiply(blinding.Span[Blinding.S])),
            () => group1.Span[Group1.H] = SumQuotient(),
            () => group1.Span[Group1.A] = Sum("A", key.A, scalars, 1).Add(key.Alpha1),
            () => group1.Span[Group1.B] = Sum("B in G1", key.B1, scalars, 1).Add(key.Beta1),
            () => group1.Span[Group1.C] = Sum("C", key.C, scalars, 1),
            () => MultiplyDelta(blinding.Span, group1.Span));

        using var stage = ProverStages.Begin("blinding");
        var sums = group1.Span;
        var c = sums[Group1.C].Add(sums[Group1.H]).Add(sums[Group1.DeltaRs])
            .Add(sums[Group1.A].Multiply(blinding.Span[Blinding.S])).Add(sums[Group1.B].Multiply(blinding.Span[Blinding.R]));
        return new Groth16Proof(sums[Group1.A].Add(sums[Group1.DeltaR]).ToAffine(), group2.Span[0].ToAffine(), c.ToAffine());
    }

    /// <summary>The witness as all sums but the quotient's take it.</summary>
    private MsmScalars Measure()
    {
        using var stage = ProverStages.Begin("witness");
        return MsmScalars.Of(witness, parallelism);
    }

    private static void Draw(Span<Fr> scalars)
    {
        scalars[Blinding.R] = Fr.Random();
        scalars[Blinding.S] = Fr.Random();
        scalars[Blinding.Rs] = scalars[Blinding.R] * scalars[Blinding.S];
    }

    private void MultiplyDelta(ReadOnlySpan<Fr> scalars, Span<G1Jacobian> sums)
    {
        using var stage = ProverStages.Begin("blinding");
        G1Jacobian delta = key.Delta1;
        sums[Group1.DeltaR] = delta.Multiply(scalars[Blinding.R]);
        sums[Group1.DeltaRs] = delta.Multiply(scalars[Blinding.Rs]);
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
        using var scalars = new Groth16ProverQuotient(key, domain, witness, pool, parallelism).Evaluate();
        meter.Add(QuotientCost * key.DomainSize);
        return Sum("H", key.H, scalars, QuotientPointCost);
    }

    /// <summary>Places of the random scalars that hide the witness.</summary>
    private static class Blinding
    {
        public const int R = 0, S = 1, Rs = 2, Count = 3;
    }

    /// <summary>Places of what is summed up in G1.</summary>
    private static class Group1
    {
        public const int A = 0, B = 1, C = 2, H = 3, DeltaR = 4, DeltaRs = 5, Count = 6;
    }
}
