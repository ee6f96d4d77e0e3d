using System.Diagnostics;
using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>A line for each completed benchmark, instead of BenchmarkDotNet's log of every iteration.</summary>
internal sealed class ProgressLines(TextWriter output) : EventProcessor
{
    // Warm-up, pilot and three iterations, on two cores.
    private static readonly TimeSpan Expected = TimeSpan.FromSeconds(1.4);

    private readonly Stopwatch _clock = new();
    private int _finished;

    /// <summary>How many benchmarks there are.</summary>
    public int Total { get; set; }

    /// <inheritdoc/>
    public override void OnStartRunStage()
    {
        _clock.Start();
        output.WriteLine($"{Total} benchmarks in this process, three iterations each, {Left(Expected)}; medians:");
    }

    /// <inheritdoc/>
    public override void OnEndRunBenchmark(BenchmarkCase benchmarkCase, BenchmarkReport report)
    {
        _finished++;
        var time = report.ResultStatistics is { } statistics ? Duration.Format(statistics.Median) : "failed: " + FirstError(report);
        var left = _finished < Total ? $" ({Left(_clock.Elapsed / _finished)})" : "";
        output.WriteLine($"{_finished,3}/{Total} {ResultTable.NameOf(benchmarkCase)} {ResultTable.ParametersOf(benchmarkCase)}: {time}{left}");
    }

    private string Left(TimeSpan each)
    {
        var left = each * (Total - _finished);
        return left < TimeSpan.FromMinutes(2) ? $"some {left.TotalSeconds:0} s left" : $"some {left.TotalMinutes:0} min left";
    }

    private static string FirstError(BenchmarkReport report) =>
        report.ExecuteResults.SelectMany(result => result.Errors).FirstOrDefault() ?? "the log in BenchmarkDotNet.Artifacts says why";
}
