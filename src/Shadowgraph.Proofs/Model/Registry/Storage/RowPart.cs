namespace Shadowgraph.Proofs;

/// <summary>The kind of content of a sealed row. Part of the authenticated data, so that rows of different kinds can't be exchanged.</summary>
internal enum RowPart : byte
{
    Leaf = 1,
    RemovedLeaf = 2,
    Attestations = 3,
}
