using System.Numerics;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>
/// One level of a <see cref="LeanImt"/>: nodes side by side in segments, each as long as all before it together, so that growing copies
/// nothing and a node never moves.
/// </summary>
/// <remarks>
/// 32 bytes a node, and room for as many again at most, of which the system gives memory only where something was written. Nodes beyond
/// <see cref="Count"/> may be written while others read those below it.
/// </remarks>
internal sealed class NodeList
{
    private const int FirstBits = 4;

    private readonly Fr[]?[] _segments = new Fr[]?[31 - FirstBits + 1];

    /// <summary>The nodes that count.</summary>
    public int Count { get; set; }

    /// <summary>A node; unchecked against <see cref="Count"/>.</summary>
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

    /// <summary>Makes room for so many nodes.</summary>
    public void Reserve(int capacity)
    {
        if (capacity <= 0) return;
        var last = PlaceOf(capacity - 1).Segment;
        for (var i = last; i >= 0 && _segments[i] is null; i--)
        {
            _segments[i] = GC.AllocateUninitializedArray<Fr>(1 << (FirstBits + Math.Max(i - 1, 0)));
        }
    }

    /// <summary>Nodes from one on, as far as they lie side by side. A segment's first index and its length are even.</summary>
    /// <param name="from">The first node.</param>
    /// <param name="to">The one after the last that is wanted.</param>
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
