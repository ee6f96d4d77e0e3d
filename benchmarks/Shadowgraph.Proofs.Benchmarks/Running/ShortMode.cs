using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Shadowgraph.Proofs.Benchmarks.Proving;

namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>Every class with few parameters and few iterations, in this process, with a table at the end.</summary>
/// <remarks>For orders of magnitude and for ratios within a run. Published results come from <see cref="FullMode"/>.</remarks>
internal static class ShortMode
{
    /// <summary>Runs the classes whose name contains the pattern.</summary>
    /// <returns>The process's exit code: 0 if every benchmark gave a result.</returns>
    public static int Run(string pattern)
    {
        var clock = Stopwatch.StartNew();
        var classes = typeof(ShortMode).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Benchmarks", StringComparison.Ordinal))
            .Where(type => type.Name.Contains(pattern, StringComparison.OrdinalIgnoreCase))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .ToArray();
        if (classes.Length == 0)
        {
            Console.Error.WriteLine($"No benchmark class has \"{pattern}\" in its name; --list flat shows them all.");
            return 1;
        }

        var progress = new ProgressLines(Console.Out);
        BenchmarkRunInfo[] runs = [.. classes.Select(type => BenchmarkConverter.TypeToBenchmarks(type, CreateConfig(type, progress)))];
        progress.Total = runs.Sum(run => run.BenchmarksCases.Length);
        var summaries = BenchmarkRunner.Run(runs);
        var complete = ResultTable.Print(summaries, Console.Out);
        ProofTimeChart.Write(summaries, Console.Out);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalMinutes:0.0} minutes."));
        return complete ? 0 : 1;
    }

    private static ManualConfig CreateConfig(Type type, ProgressLines progress) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(10), logOutput: true))
            .WithWarmupCount(type.IsDefined(typeof(LongOperationsAttribute)) ? 1 : 3)
            .WithIterationCount(3)
            .WithIterationTime(TimeInterval.FromMilliseconds(45)))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .AddEventProcessor(progress)
        .AddFilter(new SimpleFilter(IsShort));

    private static bool IsShort(BenchmarkCase benchmark) =>
        benchmark.Descriptor.Type.GetCustomAttributes<InShortModeAttribute>().All(rule =>
            benchmark.Parameters.Items.Where(item => item.Name == rule.Parameter).All(item => rule.Values.Contains(item.Value)));
}
