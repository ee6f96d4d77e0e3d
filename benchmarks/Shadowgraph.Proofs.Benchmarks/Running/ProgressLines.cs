using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>One line for each benchmark that ends, instead of BenchmarkDotNet's log of every iteration.</summary>
internal sealed class ProgressLines(TextWriter output) : EventProcessor
{
    private int _finished;

    /// <summary>How many benchmarks there are.</summary>
    public int Total { get; set; }

    /// <inheritdoc/>
    public override void OnStartRunStage() => output.WriteLine($"{Total} benchmarks in this process, three iterations each; medians:");

    /// <inheritdoc/>
    public override void OnEndRunBenchmark(BenchmarkCase benchmarkCase, BenchmarkReport report)
    {
        _finished++;
        var time = report.ResultStatistics is { } statistics ? Duration.Format(statistics.Median) : "failed: " + FirstError(report);
        output.WriteLine($"{_finished,3}/{Total} {ResultTable.NameOf(benchmarkCase)} {ResultTable.ParametersOf(benchmarkCase)}: {time}");
    }

    private static string FirstError(BenchmarkReport report) =>
        report.ExecuteResults.SelectMany(result => result.Errors).FirstOrDefault() ?? "the log in BenchmarkDotNet.Artifacts says why";
}
