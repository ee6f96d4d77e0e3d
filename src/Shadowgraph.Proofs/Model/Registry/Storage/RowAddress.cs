namespace Shadowgraph.Proofs;

/// <summary>Where a sealed row belongs: it opens nowhere else.</summary>
internal readonly ref struct RowAddress(RowPart part, int index, long version, ReadOnlySpan<byte> accountTag)
{
    /// <summary>What it holds.</summary>
    public RowPart Part { get; } = part;

    /// <summary>The index of its leaf.</summary>
    public int Index { get; } = index;

    /// <summary>The sequence of the change that wrote it.</summary>
    public long Version { get; } = version;

    /// <summary>Stands for its account; empty for a removed leaf.</summary>
    public ReadOnlySpan<byte> AccountTag { get; } = accountTag;
}
