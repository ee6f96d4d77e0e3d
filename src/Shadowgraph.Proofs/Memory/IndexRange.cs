namespace Shadowgraph.Proofs.Memory;

/// <summary>Bounds of many indices, at about an index per cycle.</summary>
/// <remarks>
/// Plain loops, which ReadyToRun compiles. Vectors would save 2 ms of a load at 2^20 constraints; to compile code with them at run time takes as long.
/// </remarks>
internal static class IndexRange
{
    /// <summary>Whether every index is at least <paramref name="least"/> and below <paramref name="end"/>.</summary>
    public static bool Contains(int least, int end, ReadOnlySpan<int> indices)
    {
        // One comparison: an index below the least becomes a number of at least 2^31.
        var count = (uint)(end - least);
        foreach (var index in indices)
        {
            if ((uint)(index - least) >= count) return false;
        }

        return true;
    }

    /// <summary>The largest index; -1 if there is no index above.</summary>
    public static int Largest(ReadOnlySpan<int> indices)
    {
        var largest = -1;
        foreach (var index in indices) largest = Math.Max(largest, index);
        return largest;
    }

    /// <summary>Whether no index is smaller than its predecessor.</summary>
    public static bool IsAscending(ReadOnlySpan<int> indices)
    {
        for (var i = 1; i < indices.Length; i++)
        {
            if (indices[i] < indices[i - 1]) return false;
        }

        return true;
    }
}
