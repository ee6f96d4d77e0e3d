using System.Diagnostics;
using Shadowgraph.Proofs.Benchmarks.Running;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>Medians of operations measured alternately: elapsed time, and processor time of the whole process,
/// which other processes disturb less.</summary>
internal sealed class MedianTimes
{
    private readonly Dictionary<string, List<(double Clock, double Processor)>> _times = [];

    /// <summary>Whether nothing is recorded, as while the JIT still compiles.</summary>
    public bool Skip { get; set; }

    /// <summary>Measures operations.</summary>
    /// <returns>The operations' results, so that the JIT can't remove the operations.</returns>
    public T Measure<T>(string name, int operations, Func<T> run)
    {
        GC.Collect();
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = run();
        Add(name, operations, start, processor);
        return result;
    }

    /// <summary>Measures operations.</summary>
    public async Task MeasureAsync(string name, int operations, Func<Task> run)
    {
        GC.Collect();
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await run();
        Add(name, operations, start, processor);
    }

    /// <summary>Writes a Markdown table.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine("| What | Median | Min | Max | Processor time |");
        output.WriteLine("| ---- | -----: | --: | --: | -------------: |");
        foreach (var (name, times) in _times)
        {
            double[] clock = [.. times.Select(time => time.Clock).Order()], processor = [.. times.Select(time => time.Processor).Order()];
            output.WriteLine(
                $"| {name} | {Duration.Format(clock[clock.Length / 2])} | {Duration.Format(clock[0])} | {Duration.Format(clock[^1])} "
                + $"| {Duration.Format(processor[processor.Length / 2])} |");
        }
    }

    private void Add(string name, int operations, long start, TimeSpan processor)
    {
        var clock = Stopwatch.GetElapsedTime(start);
        if (Skip) return;
        if (!_times.TryGetValue(name, out var times)) _times[name] = times = [];
        times.Add((clock.TotalNanoseconds / operations, (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds / operations));
    }
}
