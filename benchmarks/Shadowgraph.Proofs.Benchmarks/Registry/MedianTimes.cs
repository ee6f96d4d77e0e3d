using System.Diagnostics;
using Shadowgraph.Proofs.Benchmarks.Running;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>Times of operations that are measured in turn, with their medians.</summary>
internal sealed class MedianTimes
{
    private readonly Dictionary<string, List<double>> _times = [];

    /// <summary>Whether nothing is recorded, as while the JIT still compiles.</summary>
    public bool Skip { get; set; }

    /// <summary>Measures operations.</summary>
    /// <returns>What they return, so that they are not left out.</returns>
    public T Measure<T>(string name, int operations, Func<T> run)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var result = run();
        Add(name, Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations);
        return result;
    }

    /// <summary>Measures operations.</summary>
    public async Task MeasureAsync(string name, int operations, Func<Task> run)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await run();
        Add(name, Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations);
    }

    /// <summary>Writes a Markdown table.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine("| What | Median | Min | Max |");
        output.WriteLine("| ---- | -----: | --: | --: |");
        foreach (var (name, times) in _times)
        {
            times.Sort();
            output.WriteLine(
                $"| {name} | {Duration.Format(times[times.Count / 2])} | {Duration.Format(times[0])} | {Duration.Format(times[^1])} |");
        }
    }

    private void Add(string name, double nanoseconds)
    {
        if (Skip) return;
        if (!_times.TryGetValue(name, out var times)) _times[name] = times = [];
        times.Add(nanoseconds);
    }
}
