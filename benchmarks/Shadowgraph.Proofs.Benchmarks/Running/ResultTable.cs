using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>All results of a run as a Markdown table for RESULTS.md.</summary>
internal static class ResultTable
{
    private const int Maximum = 4;

    private static readonly string[] Heads = ["Benchmark", "Parameters", "Median", "Min", "Max", "Ratio", "Bytes"];

    /// <summary>Writes the table.</summary>
    /// <returns>Whether every benchmark has a result.</returns>
    public static bool Print(IEnumerable<Summary> summaries, TextWriter output)
    {
        var rows = summaries
            .SelectMany(summary => summary.BenchmarksCases.Select(benchmark => Row(benchmark, summary)))
            .ToArray();
        var widths = Enumerable.Range(0, Heads.Length).Select(i => rows.Append(Heads).Max(row => row[i].Length)).ToArray();
        output.WriteLine();
        Write(Heads, widths, output);
        Write([.. widths.Select((width, i) => new string('-', width - 1) + (IsNumber(i) ? ':' : '-'))], widths, output);
        foreach (var row in rows) Write(row, widths, output);
        return rows.Length > 0 && rows.All(row => row[Maximum].Length > 0);
    }

    /// <summary>Class and method, as in Msm.Compute.</summary>
    public static string NameOf(BenchmarkCase benchmark) =>
        $"{benchmark.Descriptor.Type.Name.Replace("Benchmarks", "", StringComparison.Ordinal)}.{benchmark.Descriptor.WorkloadMethod.Name}";

    /// <summary>The parameters' values, as in Group=G1, Threads=2.</summary>
    public static string ParametersOf(BenchmarkCase benchmark) =>
        string.Join(", ", benchmark.Parameters.Items.Select(item => $"{item.Name}={item.Value}"));

    private static string[] Row(BenchmarkCase benchmark, Summary summary)
    {
        var report = summary[benchmark];
        var statistics = report?.ResultStatistics;
        return
        [
            NameOf(benchmark),
            ParametersOf(benchmark),
            statistics is null ? "failed" : Duration.Format(statistics.Median),
            statistics is null ? "" : Duration.Format(statistics.Min),
            statistics is null ? "" : Duration.Format(statistics.Max),
            RatioOf(benchmark, summary),
            BytesOf(benchmark, report),
        ];
    }

    /// <summary>The ratio of the median to the baseline's median, if the class has a baseline.</summary>
    private static string RatioOf(BenchmarkCase benchmark, Summary summary)
    {
        var baseline = summary.BenchmarksCases.FirstOrDefault(
            other => other.Descriptor.Baseline && ParametersOf(other) == ParametersOf(benchmark));
        return baseline is not null
            && summary[baseline]?.ResultStatistics?.Median is { } whole && summary[benchmark]?.ResultStatistics?.Median is { } part
                ? (part / whole).ToString("0.000", CultureInfo.InvariantCulture)
                : "";
    }

    /// <summary>The allocation of an operation on all threads, if measured.</summary>
    private static string BytesOf(BenchmarkCase benchmark, BenchmarkReport? report) =>
        benchmark.Config.HasMemoryDiagnoser() && report?.GcStats.GetBytesAllocatedPerOperation(benchmark) is { } bytes
            ? bytes.ToString(CultureInfo.InvariantCulture)
            : "";

    private static void Write(string[] cells, int[] widths, TextWriter output) =>
        output.WriteLine($"| {string.Join(" | ", cells.Select((cell, i) => cell.PadLeft(IsNumber(i) ? widths[i] : 0).PadRight(widths[i])))} |");

    private static bool IsNumber(int column) => column > 1;
}
