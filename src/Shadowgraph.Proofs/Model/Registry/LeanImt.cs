using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>
/// A lean incremental Merkle tree over Poseidon, node by node the tree of @zk-kit/lean-imt with poseidon2: a node without a right sibling
/// is its own parent, so that the tree is only as deep as its leaves need.
/// </summary>
/// <remarks>
/// <para>A change is first staged, which computes its nodes and leaves those that count as they are, and then applied, which only puts
/// nodes in their places. One leaf costs one hash a level at most; many leaves share what is above them, and each level is hashed over lanes
/// and threads.</para>
/// <para>Not thread-safe, but for one thing: while one thread stages, others may read. Guard the rest, or use
/// <see cref="AttestationRegistry"/>.</para>
/// </remarks>
internal sealed class LeanImt
{
    private const int MaxLevels = 32;

    // [0] are the leaves, [Depth] is the root alone. Those above are there once a change needed them.
    private readonly NodeList[] _levels = new NodeList[MaxLevels];

    public LeanImt() => _levels[0] = new();

    /// <summary>The leaves, removed ones included.</summary>
    public int Count => _levels[0].Count;

    /// <summary>Levels above the leaves: 0 for a single leaf, which is the root then.</summary>
    public int Depth { get; private set; }

    /// <summary>The root.</summary>
    /// <exception cref="InvalidOperationException">There is no leaf, so there is no root.</exception>
    public Fr Root => Count > 0 ? _levels[Depth][0] : throw new InvalidOperationException("An empty tree has no root. Append a leaf first.");

    /// <summary>A leaf; 0 if it was removed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public Fr this[int index]
    {
        get
        {
            RequireLeaf(index);
            return _levels[0][index];
        }
    }

    /// <summary>Adds a leaf after all others.</summary>
    /// <returns>Its index, which stays the same for ever.</returns>
    public int Append(in Fr leaf)
    {
        Apply(Stage([], [], [leaf], Parallelism.Sequential));
        return Count - 1;
    }

    /// <summary>Adds leaves after all others.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tree is as it was.</exception>
    public void Append(ReadOnlySpan<Fr> leaves, Parallelism parallelism) => Apply(Stage([], [], leaves, parallelism));

    /// <summary>Replaces a leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public void Update(int index, in Fr leaf) => Apply(Stage([index], [leaf], [], Parallelism.Sequential));

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

    /// <summary>Computes what changed and appended leaves make of the tree. Until it is applied nothing of it counts, and another change
    /// may be staged instead.</summary>
    /// <param name="indexes">The leaves to replace, ascending, each once.</param>
    /// <param name="replacements">What they become.</param>
    /// <param name="appended">The leaves to add after all others.</param>
    /// <param name="parallelism">Threads, and what stops them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tree is as it was.</exception>
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

    /// <summary>Lets a staged change count. Nothing else may have been staged or applied since.</summary>
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
