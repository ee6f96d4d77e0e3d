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
    public Groth16Proof Prove()
    {
        using var scalars = MsmScalars.Of(witness, parallelism);
        var sumA = Sum(key.A, scalars, 1);
        var sumB1 = Sum(key.B1, scalars, 1);
        var sumB2 = Sum(key.B2, scalars, Group2Cost);
        var sumC = Sum(key.C, scalars, 1).Add(SumQuotient());
        return Blind(sumA, sumB1, sumB2, sumC);
    }

    /// <summary>
    /// A = α + ΣA + rδ, B = β + ΣB + sδ in G2 and, unpublished, in G1, C = ΣC + ΣH + sA + rB - rsδ, which with
    /// A' = α + ΣA and B' = β + ΣB is ΣC + ΣH + sA' + rB' + rsδ: one multiplication fewer.
    /// </summary>
    private Groth16Proof Blind(in G1Jacobian sumA, in G1Jacobian sumB1, in G2Jacobian sumB2, in G1Jacobian sumC)
    {
        using var blinding = pool.Rent<Fr>(3);
        var values = blinding.Span;
        values[0] = Fr.Random();
        values[1] = Fr.Random();
        values[2] = values[0] * values[1];

        var a = sumA.Add(key.Alpha1);
        var b1 = sumB1.Add(key.Beta1);
        var b2 = sumB2.Add(key.Beta2);
        G1Jacobian delta1 = key.Delta1;
        G2Jacobian delta2 = key.Delta2;
        var c = sumC.Add(a.Multiply(values[1])).Add(b1.Multiply(values[0])).Add(delta1.Multiply(values[2]));
        return new Groth16Proof(
            a.Add(delta1.Multiply(values[0])).ToAffine(),
            b2.Add(delta2.Multiply(values[1])).ToAffine(),
            c.ToAffine());
    }

    private JacobianPoint<F> Sum<F>(PointTable<F> table, MsmScalars scalars, double costPerPoint)
        where F : unmanaged, ICurveField<F>
    {
        var sum = Msm.Compute(table.Bases, scalars, table.Wires, parallelism);
        meter.Add(costPerPoint * table.Count);
        return sum;
    }

    private G1Jacobian SumQuotient()
    {
        using var quotient = pool.Rent<Fr>(key.DomainSize);
        new Groth16ProverQuotient(key, domain, witness, pool, parallelism).Evaluate(quotient);
        meter.Add(QuotientCost * key.DomainSize);
        var sum = Msm.Compute(key.H, quotient.Memory, parallelism);
        meter.Add(QuotientPointCost * key.DomainSize);
        return sum;
    }
}
