namespace Shadowgraph.Proofs;

/// <summary>The place of a sealed row: opening the row at any other place fails.</summary>
internal readonly ref struct RowAddress(RowPart part, int index, long version, ReadOnlySpan<byte> accountTag)
{
    /// <summary>The kind of content.</summary>
    public RowPart Part { get; } = part;

    /// <summary>The index of the leaf.</summary>
    public int Index { get; } = index;

    /// <summary>The sequence of the change that wrote the row.</summary>
    public long Version { get; } = version;

    /// <summary>The pseudonym of the account; empty for a removed leaf.</summary>
    public ReadOnlySpan<byte> AccountTag { get; } = accountTag;
}
