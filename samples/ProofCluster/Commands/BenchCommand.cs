using System.Diagnostics;
using System.Globalization;
using ProofCluster.Proving;

namespace ProofCluster.Commands;

/// <summary>
/// bench: made-up requests by several callers, each waiting for the end: a number of requests, or with --seconds=N all requests of a time. With
/// --processes=ID,ID,... the processor time of silos and store is printed too.
/// </summary>
internal static class BenchCommand
{
    /// <summary>Options of the command.</summary>
    public static readonly string[] Options = ["requests", "seconds", "callers", "warm", "processes"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var count = arguments.Number("requests", 2000, 1, 1_000_000);
        var seconds = arguments.Number("seconds", 0, 1, 3600);
        var callers = arguments.Number("callers", 16, 1, 1000);
        var warm = arguments.Number("warm", 300, 0, 100_000);
        var processes = ProcessesOf(arguments["processes"]);
        await using var front = await FrontProcess.StartAsync(arguments.Words);
        var demonstration = new Demonstration();
        await BenchRun.OfCountAsync(front.Cluster, demonstration, warm, callers);

        Console.WriteLine("MEASURING");
        var before = processes.ConvertAll(ProcessorTime);
        var run = seconds > 0
            ? await BenchRun.OfTimeAsync(front.Cluster, demonstration, seconds, callers)
            : await BenchRun.OfCountAsync(front.Cluster, demonstration, count, callers);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Count} requests by {callers} callers: {run.Count / run.Seconds:0} a second, half within {run.Percentile(0.5):0.0} ms, "
            + $"95 % within {run.Percentile(0.95):0.0} ms, all within {run.Percentile(1):0} ms; longest time without an end {run.LongestPause * 1000:0} ms; "
            + $"failures: {run.Failures}"));
        for (var i = 0; i < processes.Count; i++)
        {
            var spent = (ProcessorTime(processes[i]) - before[i]).TotalMilliseconds / Math.Max(run.Count, 1);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {processes[i].ProcessName} {processes[i].Id}: {spent:0.00} ms of processor time a request, {processes[i].WorkingSet64 >> 20} MiB"));
        }

        return run.Failures == "none" ? 0 : 1;
    }

    private static List<Process> ProcessesOf(string? list)
    {
        var processes = new List<Process> { Process.GetCurrentProcess() };
        foreach (var word in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                throw new UsageException("--processes takes process ids, with commas.");
            processes.Add(Process.GetProcessById(id));
        }

        return processes;
    }

    private static TimeSpan ProcessorTime(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
