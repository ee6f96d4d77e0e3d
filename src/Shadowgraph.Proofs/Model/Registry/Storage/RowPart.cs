namespace Shadowgraph.Proofs;

/// <summary>What a sealed row holds. Part of what it is sealed with, so that none passes for another.</summary>
internal enum RowPart : byte
{
    Leaf = 1,
    RemovedLeaf = 2,
    Attestations = 3,
}
