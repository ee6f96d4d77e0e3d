using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The points by which a proof multiplies wires, one for each wire that has one; points at infinity are left out.</summary>
internal sealed class PointTable<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private readonly AffinePoint<TField>[] _points;
    private readonly int[] _wires;

    private PointTable(AffinePoint<TField>[] points, int[] wires, bool isDense)
    {
        _points = points;
        _wires = wires;
        IsDense = isDense;
    }

    /// <summary>Number of points.</summary>
    public int Count => _points.Length;

    /// <summary>The points by ascending wire, none of them infinity.</summary>
    public ReadOnlyMemory<AffinePoint<TField>> Points => _points;

    /// <summary>The wire of each point; empty if <see cref="IsDense"/>.</summary>
    public ReadOnlyMemory<int> Wires => _wires;

    /// <summary>Whether there is a point for each wire of the witness, so that point i belongs to wire i.</summary>
    public bool IsDense { get; }

    /// <summary>Takes points of consecutive wires and drops those at infinity.</summary>
    /// <param name="points">Becomes the table's own.</param>
    /// <param name="firstWire">The wire of the first point.</param>
    public static PointTable<TField> Compact(AffinePoint<TField>[] points, int firstWire)
    {
        var count = 0;
        foreach (ref readonly var point in points.AsSpan())
        {
            if (!point.IsInfinity) count++;
        }

        if (count == points.Length && firstWire == 0) return new(points, [], isDense: true);

        var kept = count == points.Length ? points : new AffinePoint<TField>[count];
        var wires = new int[count];
        var next = 0;
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].IsInfinity) continue;
            kept[next] = points[i];
            wires[next++] = firstWire + i;
        }

        return new(kept, wires, isDense: false);
    }

    /// <summary>The point of each wire from <paramref name="firstWire"/> up to, but not including, <paramref name="endWire"/>.</summary>
    public AffinePoint<TField>[] Expand(int firstWire, int endWire)
    {
        if (IsDense) return _points[firstWire..endWire];
        var points = new AffinePoint<TField>[endWire - firstWire];
        for (var i = 0; i < _wires.Length; i++) points[_wires[i] - firstWire] = _points[i];
        return points;
    }
}
