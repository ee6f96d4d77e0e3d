using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The points by which a proof multiplies wires, one for each wire that has one; points at infinity are left out.</summary>
internal sealed class PointTable<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private readonly int[]? _wires;

    private PointTable(MsmBases<TField> bases, int[]? wires)
    {
        Bases = bases;
        _wires = wires;
    }

    /// <summary>Number of points.</summary>
    public int Count => Bases.Count;

    /// <summary>The points by ascending wire, none of them infinity.</summary>
    public MsmBases<TField> Bases { get; }

    /// <summary>The wire of each point; null if there is a point for each wire of the witness, so that point i belongs to wire i.</summary>
    public ReadOnlyMemory<int>? Wires => _wires?.AsMemory();

    /// <summary>Takes points of consecutive wires and drops those at infinity.</summary>
    /// <param name="points">The points.</param>
    /// <param name="firstWire">The wire of the first point.</param>
    public static PointTable<TField> Compact(AffinePoint<TField>[] points, int firstWire)
    {
        var count = 0;
        foreach (ref readonly var point in points.AsSpan())
        {
            if (!point.IsInfinity) count++;
        }

        if (count == points.Length && firstWire == 0) return new(MsmBases<TField>.Of(points), wires: null);

        var bases = MsmBases<TField>.Allocate(count);
        var wires = new int[count];
        var next = 0;
        for (var from = 0; from < points.Length;)
        {
            // From one point at infinity to the next.
            var to = from;
            while (to < points.Length && !points[to].IsInfinity) to++;
            bases.Fill(next, points.AsSpan(from, to - from));
            for (; from < to; from++) wires[next++] = firstWire + from;
            from++;
        }

        return new(bases, wires);
    }

    /// <summary>The point of each wire from <paramref name="firstWire"/> up to, but not including, <paramref name="endWire"/>.</summary>
    public AffinePoint<TField>[] Expand(int firstWire, int endWire)
    {
        var points = new AffinePoint<TField>[endWire - firstWire];
        for (var i = 0; i < Count; i++) points[(_wires?[i] ?? i) - firstWire] = Bases[i];
        return points;
    }
}
