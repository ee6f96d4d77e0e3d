using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The points that a proof multiplies by wires, without points at infinity.</summary>
internal sealed class PointTable<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private readonly IndexTable? _wires;

    /// <param name="bases">The finite points by ascending wire.</param>
    /// <param name="wires">The wire of each point; null if point i belongs to wire i.</param>
    public PointTable(MsmBases<TField> bases, IndexTable? wires)
    {
        Bases = bases;
        _wires = wires;
    }

    /// <summary>Number of points.</summary>
    public int Count => Bases.Count;

    /// <summary>The finite points by ascending wire.</summary>
    public MsmBases<TField> Bases { get; }

    /// <summary>The wire of each point; null if every wire of the witness has a point, so that point i belongs to wire i.</summary>
    public ReadOnlyMemory<int>? Wires => _wires?.Memory;

    /// <summary>Takes points of consecutive wires and drops points at infinity.</summary>
    /// <param name="points">The points.</param>
    /// <param name="firstWire">The wire of the first point.</param>
    public static PointTable<TField> Compact(ReadOnlySpan<AffinePoint<TField>> points, int firstWire)
    {
        using var builder = new PointTableBuilder<TField>(firstWire, points.Length, ScratchPool.Shared);
        points.CopyTo(builder.Next(0, points.Length));
        builder.Keep(points.Length);
        return builder.Build();
    }

    /// <summary>A table of finite points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="wires">The wire of each point, ascending; null if point i belongs to wire i.</param>
    public static PointTable<TField> Of(ReadOnlySpan<AffinePoint<TField>> points, int[]? wires)
    {
        var bases = MsmBases<TField>.Allocate(points.Length);
        bases.Fill(0, points);
        return new PointTable<TField>(bases, wires is null ? (IndexTable?)null : new IndexTable(wires));
    }

    /// <summary>The points of the wires from <paramref name="firstWire"/> up to, but not including, <paramref name="endWire"/>.</summary>
    public AffinePoint<TField>[] Expand(int firstWire, int endWire)
    {
        if (_wires is null && firstWire == 0 && endWire == Count) return Bases.ToAffine();
        var points = new AffinePoint<TField>[endWire - firstWire];
        for (var i = 0; i < Count; i++) points[(_wires is { } wires ? wires.Span[i] : i) - firstWire] = Bases[i];
        return points;
    }
}
