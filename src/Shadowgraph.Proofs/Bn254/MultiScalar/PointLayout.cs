using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>How points are held while many of them are summed: what the instructions that add them like best.</summary>
/// <remarks>
/// A point takes as many bytes as an <see cref="AffinePoint{TField}"/> in every layout; what is in them is the layout's affair. Forms
/// have no state and are safe for concurrent use.
/// </remarks>
internal abstract unsafe class PointLayout<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>Bytes of a point: 64 in G1, 128 in G2.</summary>
    public static int PointSize => sizeof(AffinePoint<TField>);

    /// <summary>Takes points into this layout. The memory is aligned to 64 bytes.</summary>
    public abstract void Import(ReadOnlySpan<AffinePoint<TField>> points, byte* destination);

    /// <summary>Takes points back out of this layout; any bytes stand for some point, on the curve or not.</summary>
    public abstract void Export(byte* source, Span<AffinePoint<TField>> points);

    /// <summary>Leases what a thread needs to add points.</summary>
    /// <param name="maxPairs">Pairs that are added at once at most; more are added in several batches.</param>
    /// <param name="cancellation">Observed at least once in a few thousand additions.</param>
    public abstract PointAdder<TField> NewAdder(int maxPairs, CancellationToken cancellation);
}
