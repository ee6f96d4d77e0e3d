using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>
/// A lean incremental Merkle tree over Poseidon, with the same nodes as @zk-kit/lean-imt with poseidon2: a node without a right sibling equals its
/// parent, so the depth grows with the number of leaves.
/// </summary>
/// <remarks>
/// <para>A change has two steps: staging computes the new nodes without any effect on the current tree, and applying stores the nodes. A single leaf
/// costs at most one hash per level; many leaves share ancestors, and each level is hashed over lanes and threads.</para>
/// <para>Not thread-safe, except that reads are allowed during staging. Synchronise everything else, or use <see cref="AttestationRegistry"/>.</para>
/// </remarks>
internal sealed class LeanImt
{
    private const int MaxLevels = 32;

    // [0] holds the leaves, [Depth] the root alone. Higher levels may be allocated by staged changes.
    private readonly NodeList[] _levels = new NodeList[MaxLevels];

    public LeanImt() => _levels[0] = new();

    /// <summary>The number of leaves, including removed leaves.</summary>
    public int Count => _levels[0].Count;

    /// <summary>The number of levels above the leaves: 0 for a single leaf, which is also the root.</summary>
    public int Depth { get; private set; }

    /// <summary>The root.</summary>
    /// <exception cref="InvalidOperationException">The tree is empty and has no root.</exception>
    public Fr Root => Count > 0 ? _levels[Depth][0] : throw new InvalidOperationException("An empty tree has no root. Append a leaf first.");

    /// <summary>A leaf; 0 if removed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public Fr this[int index]
    {
        get
        {
            RequireLeaf(index);
            return _levels[0][index];
        }
    }

    /// <summary>Appends a leaf.</summary>
    /// <returns>The index of the leaf, which never changes.</returns>
    public int Append(in Fr leaf)
    {
        Apply(Stage([], [], [leaf], Parallelism.Sequential));
        return Count - 1;
    }

    /// <summary>Appends leaves.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tree is unchanged.</exception>
    public void Append(ReadOnlySpan<Fr> leaves, Parallelism parallelism) => Apply(Stage([], [], leaves, parallelism));

    /// <summary>Replaces a leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public void Update(int index, in Fr leaf) => Apply(Stage([index], [leaf], [], Parallelism.Sequential));

    /// <summary>Replaces a leaf by 0. All indexes and the depth stay the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public void Remove(int index) => Update(index, Fr.Zero);

    /// <summary>The path from a leaf to the root, without the levels at which the node has no sibling.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
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

    /// <summary>Computes the effect of replaced and appended leaves. A staged change has no effect until applied, and may be discarded by staging
    /// another change.</summary>
    /// <param name="indexes">The leaves to replace, in ascending order without repetition.</param>
    /// <param name="replacements">The new leaves at these indexes.</param>
    /// <param name="appended">The leaves to append.</param>
    /// <param name="parallelism">Threads, and the cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tree is unchanged.</exception>
    public LeanImtChange Stage(
        ReadOnlySpan<int> indexes, ReadOnlySpan<Fr> replacements, ReadOnlySpan<Fr> appended, Parallelism parallelism)
    {
        if (indexes.Length > 0)
        {
            RequireLeaf(indexes[0]);
            RequireLeaf(indexes[^1]);
        }

        var count = checked(Count + appended.Length);
        if (count == 0) return new(0, Fr.Zero, []);
        var levels = new ChangedNodes[DepthOf(count) + 1];
        levels[0] = new(indexes.ToArray(), replacements.ToArray());
        _levels[0].Reserve(count);
        for (var index = Count; index < count;)
        {
            var run = _levels[0].Run(index, count);
            appended[(index - Count)..][..run.Length].CopyTo(run);
            index += run.Length;
        }

        for (var level = 1; level < levels.Length; level++)
        {
            var above = _levels[level] ??= new();
            var hashing = new LeanImtLevel(_levels[level - 1], levels[level - 1], CountOf(count, level - 1), above);
            levels[level] = hashing.Stage(parallelism);
        }

        var top = levels[^1];
        return new(count, top.TryGet(0, out var root) ? root : _levels[levels.Length - 1][0], levels);
    }

    /// <summary>Applies a staged change, which must be the latest staged change of the tree.</summary>
    public void Apply(LeanImtChange change)
    {
        for (var level = 0; level < change.Levels.Count; level++)
        {
            var (indexes, nodes) = change.Levels[level];
            var all = _levels[level];
            for (var i = 0; i < indexes.Length; i++) all[indexes[i]] = nodes[i];
            all.Count = CountOf(change.Count, level);
        }

        if (change.Count > 0) Depth = DepthOf(change.Count);
    }

    private static int DepthOf(int count) => 32 - BitOperations.LeadingZeroCount((uint)(count - 1));

    private static int CountOf(int leaves, int level) => (int)(((long)leaves + (1L << level) - 1) >> level);

    private void RequireLeaf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
