using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Collects points of consecutive wires, without those at infinity.</summary>
/// <param name="firstWire">The wire of the first point.</param>
/// <param name="count">How many points will come, those at infinity included.</param>
/// <param name="pool">Where memory comes from until the table is complete.</param>
internal sealed class PointTableBuilder<TField>(int firstWire, int count, ScratchPool pool) : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly ScratchBuffer<AffinePoint<TField>> _points = pool.Rent<AffinePoint<TField>>(count);

    // Null as long as point i belongs to wire i.
    private PinnedList<int>? _wires = firstWire == 0 ? null : new(count);
    private int _kept;
    private int _seen;

    /// <summary>Room for some of the next points. Threads may fill disjoint ranges side by side.</summary>
    /// <param name="from">From which one on, counted from the last that was kept.</param>
    /// <param name="length">How many.</param>
    public Span<AffinePoint<TField>> Next(int from, int length) => _points.Span.Slice(_kept + from, length);

    /// <summary>Keeps what was written to the next places, all of them, but for points at infinity.</summary>
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

    /// <summary>The table of all points that were kept.</summary>
    public PointTable<TField> Build() => PointTable<TField>.Of(_points.Span[.._kept], _wires?.ToArray());

    public void Dispose() => _points.Dispose();

    private PinnedList<int> Numbered(int length)
    {
        var wires = new PinnedList<int>(count);
        for (var i = 0; i < length; i++) wires.Add(i);
        return wires;
    }
}
