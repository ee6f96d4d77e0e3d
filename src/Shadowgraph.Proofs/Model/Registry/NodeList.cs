using System.Numerics;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>
/// A level of a <see cref="LeanImt"/>: an array in segments, each as long as all earlier segments together, so that growth copies nothing and nodes
/// never move.
/// </summary>
/// <remarks>
/// 32 bytes per node. Reserved capacity is at most double the used capacity, and the system commits memory only for written pages. Nodes beyond
/// <see cref="Count"/> may be written while nodes below are read.
/// </remarks>
internal sealed class NodeList
{
    private const int FirstBits = 4;

    private readonly Fr[]?[] _segments = new Fr[]?[31 - FirstBits + 1];

    /// <summary>The number of valid nodes.</summary>
    public int Count { get; set; }

    /// <summary>A node; not checked against <see cref="Count"/>.</summary>
    public Fr this[int index]
    {
        get
        {
            var (segment, offset) = PlaceOf(index);
            return _segments[segment]![offset];
        }

        set
        {
            var (segment, offset) = PlaceOf(index);
            _segments[segment]![offset] = value;
        }
    }

    /// <summary>Allocates segments for a number of nodes.</summary>
    public void Reserve(int capacity)
    {
        if (capacity <= 0) return;
        var last = PlaceOf(capacity - 1).Segment;
        for (var i = last; i >= 0 && _segments[i] is null; i--)
        {
            _segments[i] = GC.AllocateUninitializedArray<Fr>(1 << (FirstBits + Math.Max(i - 1, 0)));
        }
    }

    /// <summary>A contiguous run of nodes within a segment, from a given node on. The first index and the length of every segment are even.</summary>
    /// <param name="from">The first node.</param>
    /// <param name="to">The exclusive end; the run may be shorter.</param>
    public Span<Fr> Run(int from, int to)
    {
        var (segment, offset) = PlaceOf(from);
        var nodes = _segments[segment].AsSpan(offset);
        return nodes.Length > to - from ? nodes[..(to - from)] : nodes;
    }

    private static (int Segment, int Offset) PlaceOf(int index)
    {
        if (index < 1 << FirstBits) return (0, index);
        var bits = BitOperations.Log2((uint)index);
        return (bits - FirstBits + 1, index - (1 << bits));
    }
}
