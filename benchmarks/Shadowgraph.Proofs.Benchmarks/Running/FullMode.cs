using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>The mode for results to keep: each benchmark in a process of its own, more iterations, BenchmarkDotNet's own reports.</summary>
internal static class FullMode
{
    /// <summary>Fewer iterations than BenchmarkDotNet's default, since an iteration is often a whole proof.</summary>
    public static IConfig Config { get; } = DefaultConfig.Instance
        .AddJob(Job.Default.WithWarmupCount(2).WithIterationCount(11).WithIterationTime(TimeInterval.FromMilliseconds(250)).AsDefault())
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
        .WithOptions(ConfigOptions.JoinSummary);
}
