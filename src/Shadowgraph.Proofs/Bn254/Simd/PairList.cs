namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Pairs of points to be added, in groups of eight, and where their sums go.</summary>
internal readonly unsafe struct PairList(uint* terms, int* places, int count)
{
    /// <summary>Two terms for each pair: twice the index of a point, plus 1 if it is to be negated.</summary>
    public uint* Terms { get; } = terms;

    /// <summary>The place of each sum.</summary>
    public int* Places { get; } = places;

    public int Count { get; } = count;

    /// <summary>The places of one group: eight, or fewer in the last.</summary>
    public ReadOnlySpan<int> PlacesOf(int group) => new(Places + ILanes.Count * group, Math.Min(ILanes.Count, Count - ILanes.Count * group));

    /// <summary>The last group's terms, its last pair repeated until there are eight.</summary>
    public uint* Pad(int group, uint* padded)
    {
        for (var lane = 0; lane < ILanes.Count; lane++)
        {
            var pair = Math.Min(ILanes.Count * group + lane, Count - 1);
            padded[2 * lane] = Terms[2 * pair];
            padded[2 * lane + 1] = Terms[2 * pair + 1];
        }

        return padded;
    }
}
