namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>The thread counts that parallel work is measured with: one, and one for each processor.</summary>
internal static class ThreadCounts
{
    /// <summary>1 and the number of processors, or 1 alone on a machine with one.</summary>
    public static IEnumerable<int> All => new[] { 1, Environment.ProcessorCount }.Distinct();
}
