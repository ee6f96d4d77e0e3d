using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Ntt;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// The scalars of the key's H points: A·B - C at the odd points of the double domain, where A and B interpolate the constraints' rows over the
/// domain and C interpolates their products; A·B alone if the key's points for C include C's part.
/// </summary>
/// <remarks>
/// A·B - C vanishes on the domain for every witness, because C is computed from A and B there; over the double domain, the values at the odd
/// points therefore determine A·B - C, and the key's H points turn these values into the quotient's commitment without a division. If the points for
/// C include C's part, C is that of the wires, and A·B - C vanishes on the domain for witnesses that satisfy the circuit. Cost: six transforms, or
/// four without C, and one multiplication per coefficient of a used row; equal rows are evaluated once.
/// </remarks>
internal sealed class Groth16ProverQuotient(
    ProvingKey key, EvaluationDomain domain, ReadOnlyMemory<Fr> witness, ScratchPool pool, Parallelism parallelism)
{
    private const int RowGrain = 256;

    /// <summary>Evaluates the scalars, as many as the domain has points.</summary>
    public MsmScalars Evaluate()
    {
        using var values = pool.Rent<Fr>(key.Rows.Count);
        EvaluateRows(values);
        using var stage = ProverStages.Begin("transforms");
        var withC = key.FoldedC is null;
        return domain.EvaluateCosetQuotient(values, key.RowA, key.RowB, withC, pool, parallelism, InstructionSets.Best);
    }

    private void EvaluateRows(ScratchBuffer<Fr> values)
    {
        using var stage = ProverStages.Begin("rows");
        parallelism.For(key.Rows.Count, RowGrain, (from, to) =>
        {
            var results = values.Span;
            for (var row = from; row < to; row++)
                results[row] = key.Rows.Evaluate(row, witness.Span);
        });
    }
}
