namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>The thread counts for measurements of parallel work: 1, and the number of processors.</summary>
internal static class ThreadCounts
{
    /// <summary>1 and the number of processors; only 1 on a machine with a single processor.</summary>
    public static IEnumerable<int> All => new[] { 1, Environment.ProcessorCount }.Distinct();
}
