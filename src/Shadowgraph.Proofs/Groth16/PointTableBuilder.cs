using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Collects the finite points of consecutive wires.</summary>
/// <param name="firstWire">The wire of the first point.</param>
/// <param name="count">The number of expected points, including points at infinity.</param>
/// <param name="pool">The source of memory until the table is complete.</param>
internal sealed class PointTableBuilder<TField>(int firstWire, int count, ScratchPool pool) : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly ScratchBuffer<AffinePoint<TField>> _points = pool.Rent<AffinePoint<TField>>(count);

    // Null as long as point i belongs to wire i.
    private PinnedList<int>? _wires = firstWire == 0 ? null : new(count);
    private int _kept;
    private int _seen;

    /// <summary>Room for some of the next points. Threads may fill disjoint ranges concurrently.</summary>
    /// <param name="from">The offset of the first point, relative to the last kept point.</param>
    /// <param name="length">The number of points.</param>
    public Span<AffinePoint<TField>> Next(int from, int length) => _points.Span.Slice(_kept + from, length);

    /// <summary>Keeps the points written to the next places, except points at infinity.</summary>
    public void Keep(int length)
    {
        var points = _points.Span;
        for (var (from, end) = (_kept, _kept + length); from < end; from++, _seen++)
        {
            if (points[from].IsInfinity)
            {
                _wires ??= Numbered(_kept);
                continue;
            }

            if (from != _kept) points[_kept] = points[from];
            _kept++;
            _wires?.Add(firstWire + _seen);
        }
    }

    /// <summary>The table of all kept points.</summary>
    public PointTable<TField> Build() => PointTable<TField>.Of(_points.Span[.._kept], _wires?.ToArray());

    public void Dispose() => _points.Dispose();

    private PinnedList<int> Numbered(int length)
    {
        var wires = new PinnedList<int>(count);
        for (var i = 0; i < length; i++) wires.Add(i);
        return wires;
    }
}
