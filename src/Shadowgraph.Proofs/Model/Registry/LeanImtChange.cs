using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A staged change of a <see cref="LeanImt"/>: all new nodes are computed, but not yet visible in the tree.</summary>
/// <param name="Count">The new number of leaves, including removed leaves.</param>
/// <param name="Root">The new root; 0 for an empty tree.</param>
/// <param name="Levels">For each level, from the leaves up, the existing nodes that change, in ascending order. Added nodes are already in the tree's
/// arrays, beyond the current counts.</param>
internal sealed record LeanImtChange(int Count, Fr Root, IReadOnlyList<ChangedNodes> Levels);

/// <summary>Changed nodes of a level.</summary>
/// <param name="Indexes">The indexes, ascending.</param>
/// <param name="Nodes">The new values at these indexes.</param>
internal readonly record struct ChangedNodes(int[] Indexes, Fr[] Nodes)
{
    /// <summary>Looks a node up.</summary>
    public bool TryGet(int index, out Fr node)
    {
        var position = Array.BinarySearch(Indexes, index);
        node = position < 0 ? default : Nodes[position];
        return position >= 0;
    }
}
