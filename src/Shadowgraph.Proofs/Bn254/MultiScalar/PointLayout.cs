using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The layout of points while many of them are summed: the best layout for the instructions that add points.</summary>
/// <remarks>
/// A point takes as many bytes as an <see cref="AffinePoint{TField}"/> in every layout; the content is private to the layout. Layouts have no state and
/// are safe for concurrent use.
/// </remarks>
internal abstract unsafe class PointLayout<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>Bytes of a point: 64 in G1, 128 in G2.</summary>
    public static int PointSize => sizeof(AffinePoint<TField>);

    /// <summary>Converts points to this layout. The memory is aligned to 64 bytes.</summary>
    public abstract void Import(ReadOnlySpan<AffinePoint<TField>> points, byte* destination);

    /// <summary>Converts points back; any bytes represent some point, on the curve or not.</summary>
    public abstract void Export(byte* source, Span<AffinePoint<TField>> points);

    /// <summary>Leases the memory with which a thread adds points.</summary>
    /// <param name="maxPairs">The most pairs added at once; more pairs are added in several batches.</param>
    /// <param name="cancellation">Observed at least once per few thousand additions.</param>
    public abstract PointAdder<TField> NewAdder(int maxPairs, CancellationToken cancellation);
}
