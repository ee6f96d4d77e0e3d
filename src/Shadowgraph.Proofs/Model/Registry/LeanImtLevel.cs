using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>Hashes the changes of a level of a <see cref="LeanImt"/> into the parent level.</summary>
/// <param name="children">The child level; added nodes lie beyond its count.</param>
/// <param name="changes">The changes of existing children.</param>
/// <param name="childCount">The new number of children.</param>
/// <param name="parents">The parent level. Added parents are written beyond its count.</param>
internal sealed class LeanImtLevel(NodeList children, ChangedNodes changes, int childCount, NodeList parents)
{
    /// <summary>Nodes per work item of a thread: some milliseconds.</summary>
    private const int Grain = 1024;

    /// <summary>Computes the parent level.</summary>
    /// <returns>The changes of existing parents.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ChangedNodes Stage(Parallelism parallelism)
    {
        var parentCount = (childCount + 1) / 2;
        parents.Reserve(parentCount);
        HashNew(parentCount, parallelism);
        return HashChanged(parallelism);
    }

    /// <summary>
    /// An added parent has only added children. Exception: the first node of an added level, whose left child is the old root. A last node without a
    /// sibling equals its parent.
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
        var paired = indexes.Length;
        if (paired > 0 && 2 * indexes[^1] + 1 >= childCount)
        {
            paired--;
            nodes[paired] = Child(2 * indexes[paired]);
        }

        parallelism.For(paired, Grain, (start, end) =>
        {
            var pairs = new Fr[2 * (end - start)];
            for (var i = start; i < end; i++)
            {
                pairs[2 * (i - start)] = Child(2 * indexes[i]);
                pairs[2 * (i - start) + 1] = Child(2 * indexes[i] + 1);
            }

            PoseidonBatch.Hash(2, pairs, nodes.AsSpan(start, end - start));
        });
        return new(indexes, nodes);
    }

    /// <summary>The existing parents with a changed or added child.</summary>
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
