using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>Leaves appended together, and leaves appended singly to a tree of that size.</summary>
internal static class TreeTimes
{
    /// <summary>Measures once.</summary>
    public static void Measure(MedianTimes times, int depth, int oneByOne)
    {
        var leaves = SampleScalars.Full(1 << depth, 1);
        foreach (var threads in ThreadCounts.All)
        {
            var tree = new LeanImt();
            times.Measure(
                $"a leaf of 2^{depth}, all at once, {threads} threads",
                leaves.Length,
                () =>
                {
                    tree.Append(leaves, new Parallelism(threads, CancellationToken.None));
                    return tree.Root;
                });
            if (threads > 1) continue;
            times.Measure(
                "a leaf more, one by one",
                oneByOne,
                () =>
                {
                    for (var i = 0; i < oneByOne; i++) tree.Append(leaves[i]);
                    return tree.Root;
                });
        }
    }
}
