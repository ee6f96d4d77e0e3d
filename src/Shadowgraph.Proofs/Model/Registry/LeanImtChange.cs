using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>What becomes of a <see cref="LeanImt"/> when leaves are changed and appended: computed, but not yet to be seen in the tree.</summary>
/// <param name="Count">The leaves, removed ones included.</param>
/// <param name="Root">The new root; 0 if there is still no leaf.</param>
/// <param name="Levels">For each level, from the leaves up, the nodes that were there and change, in ascending order. Nodes that were not
/// there lie in the tree already, beyond what counts.</param>
internal sealed record LeanImtChange(int Count, Fr Root, IReadOnlyList<ChangedNodes> Levels);

/// <summary>Nodes of one level.</summary>
/// <param name="Indexes">Where they are, ascending.</param>
/// <param name="Nodes">What they become.</param>
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
