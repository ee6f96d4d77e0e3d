namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Pairs of points to be added, in groups of eight.</summary>
internal readonly unsafe struct PairList(uint* terms, int count)
{
    /// <summary>Two terms for each pair: twice the index of a point, plus 1 if it is to be negated.</summary>
    public uint* Terms { get; } = terms;

    public int Count { get; } = count;

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
