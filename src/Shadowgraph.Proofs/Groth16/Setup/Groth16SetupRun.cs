using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>The computation of a development key: from the circuit's polynomials at τ to points.</summary>
internal sealed class Groth16SetupRun(
    R1cs r1cs, EvaluationDomain domain, Groth16SetupSecrets secrets, ScratchPool pool, Parallelism parallelism, ProgressMeter meter)
{
    // Interval between two reports of progress.
    private const int Batch = 8192;

    // Cost of a value relative to a multiple of G1's generator.
    private const double Group2Cost = 3;
    private const double ScalarCost = 0.1;

    /// <summary>The work of a key, in the unit of the steps that <see cref="CreateKey"/> reports.</summary>
    public static double EstimateWork(R1cs r1cs, EvaluationDomain domain) =>
        ((4 + Group2Cost) * r1cs.WireCount) + domain.Size + (ScalarCost * domain.Size);

    /// <summary>Computes the key.</summary>
    public ProvingKey CreateKey()
    {
        using var scalars = new Groth16SetupScalars(r1cs, domain, secrets, pool, parallelism);
        meter.Add(ScalarCost * domain.Size);

        var group1 = new FixedBaseTable<Fp>(G1.Generator, (4 * r1cs.WireCount) + domain.Size);
        var a = MultiplyAll(group1, scalars.A, 1);
        var b1 = MultiplyAll(group1, scalars.B, 1);
        var ic = MultiplyAll(group1, scalars.Public, 1);
        var c = MultiplyAll(group1, scalars.Private, 1);
        var foldedC = MultiplyAll(group1, scalars.FoldedC, 1);
        var h = MultiplyAll(group1, scalars.Quotient, 1);
        var b2 = MultiplyAll(new FixedBaseTable<Fp2>(G2.Generator, r1cs.WireCount), scalars.B, Group2Cost);
        var rows = Groth16SetupRows.Create(r1cs, domain.Size);
        return new ProvingKey(new ProvingKeyContents
        {
            WireCount = r1cs.WireCount,
            DomainSize = domain.Size,
            Rows = rows.Rows,
            RowA = rows.RowA,
            RowB = rows.RowB,
            Alpha1 = Multiply(G1.Generator, secrets.Alpha),
            Beta1 = Multiply(G1.Generator, secrets.Beta),
            Beta2 = Multiply(G2.Generator, secrets.Beta),
            Gamma2 = G2.Generator,
            Delta1 = Multiply(G1.Generator, secrets.Delta),
            Delta2 = Multiply(G2.Generator, secrets.Delta),
            Ic = ic,
            A = PointTable<Fp>.Compact(a, firstWire: 0),
            B1 = PointTable<Fp>.Compact(b1, firstWire: 0),
            B2 = PointTable<Fp2>.Compact(b2, firstWire: 0),
            C = PointTable<Fp>.Compact(c, firstWire: ic.Length),
            FoldedC = PointTable<Fp>.Compact(foldedC, firstWire: 0),
            H = PointTable<Fp>.Compact(h, firstWire: 0),
            Ceremony = CeremonyRecord.Development,
        });
    }

    private static AffinePoint<F> Multiply<F>(in AffinePoint<F> point, in Fr scalar)
        where F : unmanaged, ICurveField<F> => ((JacobianPoint<F>)point).Multiply(scalar).ToAffine();

    private AffinePoint<F>[] MultiplyAll<F>(FixedBaseTable<F> table, ReadOnlyMemory<Fr> scalars, double cost)
        where F : unmanaged, ICurveField<F>
    {
        var points = new AffinePoint<F>[scalars.Length];
        for (var from = 0; from < points.Length; from += Batch)
        {
            parallelism.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Batch, points.Length - from);
            table.Multiply(scalars.Slice(from, count), points.AsMemory(from, count), parallelism);
            meter.Add(cost * count);
        }

        return points;
    }
}
