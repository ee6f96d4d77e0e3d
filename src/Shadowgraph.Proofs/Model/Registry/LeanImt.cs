using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>
/// A lean incremental Merkle tree over Poseidon, node by node the tree of @zk-kit/lean-imt with poseidon2: a node without a right sibling
/// is its own parent, so that the tree is only as deep as its leaves need.
/// </summary>
/// <remarks>Append, update and removal cost one hash a level at most. Not thread-safe: guard it, or use
/// <see cref="AttestationRegistry"/>.</remarks>
public sealed class LeanImt
{
    // [0] are the leaves, [^1] is the root alone.
    private readonly List<List<Fr>> _levels = [[]];

    /// <summary>The leaves, removed ones included.</summary>
    public int Count => _levels[0].Count;

    /// <summary>Levels above the leaves: 0 for a single leaf, which is the root then.</summary>
    public int Depth => _levels.Count - 1;

    /// <summary>The root.</summary>
    /// <exception cref="InvalidOperationException">There is no leaf, so there is no root.</exception>
    public Fr Root => Count > 0 ? _levels[^1][0] : throw new InvalidOperationException("An empty tree has no root. Append a leaf first.");

    /// <summary>A leaf; 0 if it was removed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public Fr this[int index] => _levels[0][index];

    /// <summary>Adds a leaf after all others.</summary>
    /// <returns>Its index, which stays the same for ever.</returns>
    public int Append(in Fr leaf)
    {
        var index = Count;
        if (index > 0 && index == 1L << Depth) _levels.Add([]);
        Store(index, leaf);
        return index;
    }

    /// <summary>Replaces a leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public void Update(int index, in Fr leaf)
    {
        RequireLeaf(index);
        Store(index, leaf);
    }

    /// <summary>Replaces a leaf by 0. The others keep their indexes, and the tree its depth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public void Remove(int index) => Update(index, Fr.Zero);

    /// <summary>The path from a leaf to the root, without the levels at which the node has no sibling.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public MerklePath PathOf(int index)
    {
        RequireLeaf(index);
        var siblings = new List<Fr>(Depth);
        var bits = 0u;
        for (var level = 0; level < Depth; level++, index >>= 1)
        {
            var nodes = _levels[level];
            var sibling = index ^ 1;
            if (sibling >= nodes.Count) continue;
            bits |= (uint)(index & 1) << siblings.Count;
            siblings.Add(nodes[sibling]);
        }

        return new MerklePath(bits, siblings);
    }

    private void Store(int index, in Fr leaf)
    {
        var node = leaf;
        for (var level = 0; ; level++, index >>= 1)
        {
            var nodes = _levels[level];
            if (index < nodes.Count) nodes[index] = node;
            else nodes.Add(node);
            if (level == Depth) return;

            if ((index & 1) != 0) node = Poseidon.Hash(nodes[index - 1], node);
            else if (index + 1 < nodes.Count) node = Poseidon.Hash(node, nodes[index + 1]);
        }
    }

    private void RequireLeaf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
