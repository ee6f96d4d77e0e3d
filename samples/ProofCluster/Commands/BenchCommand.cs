using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ProofCluster.Fronts;
using ProofCluster.Proving;
using Shadowgraph.Proofs;

namespace ProofCluster.Commands;

/// <summary>
/// bench: made-up requests by some callers at once, each waiting for its end. With --processes=ID,ID,... the processor time of silos and store is
/// told too.
/// </summary>
internal static class BenchCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var count = arguments.Number("requests", 2000, 1, 1_000_000);
        var callers = arguments.Number("callers", 16, 1, 1000);
        var warm = arguments.Number("warm", 300, 0, 100_000);
        var processes = ProcessesOf(arguments["processes"]);
        await using var front = await FrontProcess.StartAsync(arguments.Words);
        var demonstration = new Demonstration();
        await ProveAsync(front.Cluster, demonstration, warm, callers);

        var before = processes.ConvertAll(ProcessorTime);
        var began = Stopwatch.GetTimestamp();
        var times = await ProveAsync(front.Cluster, demonstration, count, callers);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"{count} requests by {callers} callers: {count / seconds:0} a second, half within {times[count / 2]:0.0} ms, "
            + $"95 % within {times[count * 95 / 100]:0.0} ms, all within {times[^1]:0} ms");
        for (var i = 0; i < processes.Count; i++)
        {
            var spent = (ProcessorTime(processes[i]) - before[i]).TotalMilliseconds / count;
            Console.WriteLine(
                $"  {processes[i].ProcessName} {processes[i].Id}: {spent:0.00} ms of processor time a request, {processes[i].WorkingSet64 >> 20} MiB");
        }

        return 0;
    }

    private static async Task<double[]> ProveAsync(IProofCluster cluster, Demonstration demonstration, int count, int callers)
    {
        var times = new ConcurrentBag<double>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = callers };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), options, async (i, cancellationToken) =>
        {
            var began = Stopwatch.GetTimestamp();
            var user = new ProofUserId(string.Create(CultureInfo.InvariantCulture, $"bench-{i % callers}"));
            (await cluster.ProveAsync(demonstration.Request(user), cancellationToken: cancellationToken)).EnsureCompleted();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        });
        return [.. times.Order()];
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
