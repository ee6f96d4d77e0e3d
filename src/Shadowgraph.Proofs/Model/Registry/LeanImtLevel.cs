using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>Hashes what changes of one level of a <see cref="LeanImt"/> into the level above.</summary>
/// <param name="children">The level below; its new nodes lie beyond its count.</param>
/// <param name="changes">What changes of those that were there.</param>
/// <param name="childCount">The nodes that it will have.</param>
/// <param name="parents">The level above. Its new nodes are written beyond its count.</param>
internal sealed class LeanImtLevel(NodeList children, ChangedNodes changes, int childCount, NodeList parents)
{
    /// <summary>Nodes that a thread takes at a time: some milliseconds.</summary>
    private const int Grain = 1024;

    /// <summary>Computes the level above.</summary>
    /// <returns>What changes of the nodes that were there.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ChangedNodes Stage(Parallelism parallelism)
    {
        var parentCount = (childCount + 1) / 2;
        parents.Reserve(parentCount);
        HashNew(parentCount, parallelism);
        return HashChanged(parallelism);
    }

    /// <summary>
    /// New nodes have only new children, but for the first node of a level that is new as a whole: its left child is the old root. A last
    /// node without a sibling is its own parent.
    /// </summary>
    private void HashNew(int parentCount, Parallelism parallelism)
    {
        var from = parents.Count;
        if (from == 0 && children.Count > 0 && parentCount > 0)
        {
            parents[0] = childCount == 1 ? Child(0) : Poseidon.Hash(Child(0), Child(1));
            from = 1;
        }

        var full = childCount / 2;
        parallelism.For(full - from, Grain, (start, end) =>
        {
            for (var index = from + start; index < from + end;)
            {
                var run = parents.Run(index, from + end);
                var pairs = children.Run(2 * index, 2 * (index + run.Length));
                run = run[..(pairs.Length / 2)];
                PoseidonBatch.Hash(2, pairs, run);
                index += run.Length;
            }
        });
        if (full < parentCount && full >= from) parents[full] = children[childCount - 1];
    }

    private ChangedNodes HashChanged(Parallelism parallelism)
    {
        var indexes = ChangedParents();
        var nodes = new Fr[indexes.Length];
        parallelism.For(indexes.Length, Grain, (start, end) =>
        {
            var pairs = new Fr[2 * (end - start)];
            for (var i = start; i < end; i++)
            {
                pairs[2 * (i - start)] = Child(2 * indexes[i]);
                if (2 * indexes[i] + 1 < childCount) pairs[2 * (i - start) + 1] = Child(2 * indexes[i] + 1);
            }

            PoseidonBatch.Hash(2, pairs, nodes.AsSpan(start, end - start));
        });
        if (indexes.Length > 0 && 2 * indexes[^1] + 1 >= childCount) nodes[^1] = Child(2 * indexes[^1]);
        return new(indexes, nodes);
    }

    /// <summary>Nodes that were there and have a child that changes or is new.</summary>
    private int[] ChangedParents()
    {
        var indexes = new List<int>(changes.Indexes.Length + 1);
        foreach (var index in changes.Indexes) Add(index / 2);
        if (childCount > children.Count) Add(children.Count / 2);
        return [.. indexes];

        void Add(int parent)
        {
            if (parent < parents.Count && (indexes.Count == 0 || indexes[^1] != parent)) indexes.Add(parent);
        }
    }

    private Fr Child(int index) => index < children.Count && changes.TryGet(index, out var node) ? node : children[index];
}
