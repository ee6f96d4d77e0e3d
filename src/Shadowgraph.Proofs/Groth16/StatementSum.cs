using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Σ sᵢ·ICᵢ: from tables of multiples, which are fastest, or as a plain multi-scalar sum where tables would be too large.</summary>
internal sealed class StatementSum
{
    /// <summary>Memory, in bytes, that tables may take: enough for some 760 public signals.</summary>
    public const long MaxTableBytes = 64 << 20;

    /// <summary>About as many proofs as pay for the tables' making.</summary>
    private const int TableUses = 100;

    private readonly FixedBaseMsm<Fp>? _tables;
    private readonly MsmBases<Fp>? _points;

    /// <param name="points">A point for each public signal.</param>
    public StatementSum(ReadOnlySpan<G1Affine> points)
    {
        var bytes = FixedBaseMultiples<Fp>.BytesFor(points.Length, TableUses);
        if (bytes <= MaxTableBytes)
        {
            _tables = new FixedBaseMsm<Fp>(points, TableUses);
            TableBytes = bytes;
            return;
        }

        _points = MsmBases<Fp>.Allocate(points.Length);
        _points.Fill(0, points);
    }

    /// <summary>Memory that tables take; 0 if there are none.</summary>
    public long TableBytes { get; }

    /// <param name="signals">As many as points.</param>
    /// <param name="parallelism">Threads for a plain sum; tables need none.</param>
    public G1Jacobian Compute(ReadOnlySpan<Fr> signals, in Parallelism parallelism) =>
        _tables is not null ? _tables.Compute(signals) : Msm.Compute(_points!, signals.ToArray(), parallelism);
}
