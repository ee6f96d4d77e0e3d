using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Memory;

/// <summary>Bounds of many indices, at the speed of memory.</summary>
internal static class IndexRange
{
    /// <summary>Whether every index is at least <paramref name="least"/> and below <paramref name="end"/>.</summary>
    public static bool Contains(int least, int end, ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty) return true;
        var (smallest, largest) = Of(indices);
        return smallest >= least && largest < end;
    }

    /// <summary>The smallest and the largest index; the largest integer and the smallest integer if there is no index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A process loads a key once: too seldom for the JIT to optimise later.
    public static (int Smallest, int Largest) Of(ReadOnlySpan<int> indices)
    {
        var (smallest, largest) = (int.MaxValue, int.MinValue);
        var blocks = MemoryMarshal.Cast<int, Vector<int>>(indices);
        if (!blocks.IsEmpty)
        {
            var (low, high) = (blocks[0], blocks[0]);
            foreach (ref readonly var block in blocks)
            {
                low = Vector.Min(low, block);
                high = Vector.Max(high, block);
            }

            for (var i = 0; i < Vector<int>.Count; i++) (smallest, largest) = (Math.Min(smallest, low[i]), Math.Max(largest, high[i]));
        }

        foreach (var index in indices[(blocks.Length * Vector<int>.Count)..])
            (smallest, largest) = (Math.Min(smallest, index), Math.Max(largest, index));
        return (smallest, largest);
    }

    /// <summary>Whether no index is smaller than its predecessor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsAscending(ReadOnlySpan<int> indices)
    {
        var i = 0;
        for (; i + Vector<int>.Count < indices.Length; i += Vector<int>.Count)
        {
            if (Vector.GreaterThanAny(new Vector<int>(indices[i..]), new Vector<int>(indices[(i + 1)..]))) return false;
        }

        for (; i + 1 < indices.Length; i++)
        {
            if (indices[i] > indices[i + 1]) return false;
        }

        return true;
    }
}
