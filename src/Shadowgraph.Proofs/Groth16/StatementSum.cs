using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Σ sᵢ·ICᵢ: by tables of multiples, the fastest method, or by a plain multi-scalar multiplication if tables would be too large.</summary>
internal sealed class StatementSum
{
    /// <summary>The most memory, in bytes, of the tables: sufficient for some 760 public signals.</summary>
    public const long MaxTableBytes = 64 << 20;

    /// <summary>The approximate number of verifications that amortise the tables.</summary>
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

    /// <summary>Memory of the tables; 0 without tables.</summary>
    public long TableBytes { get; }

    /// <param name="signals">As many signals as points.</param>
    /// <param name="parallelism">Threads for a plain sum; tables need no threads.</param>
    public G1Jacobian Compute(ReadOnlySpan<Fr> signals, in Parallelism parallelism) =>
        _tables is not null ? _tables.Compute(signals) : Msm.Compute(_points!, signals.ToArray(), parallelism);
}
