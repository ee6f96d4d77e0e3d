using System.Diagnostics;
using System.Globalization;
using ProofCluster.Fronts;
using ProofCluster.Proving;
using Shadowgraph.Proofs;

namespace ProofCluster.Commands;

/// <summary>
/// bench-cancel: cancels running requests, and measures the time until the cancellation is stored and the time until the end is seen by the caller.
/// Needs silos with a slow prover, such as sleep:60000.
/// </summary>
internal static class BenchCancelCommand
{
    private static readonly ProofUserId User = new("bench-cancel");

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var count = arguments.Number("requests", 50, 1, 10_000);
        await using var front = await FrontProcess.StartAsync(arguments.Words);
        var demonstration = new Demonstration();
        var (stored, ended) = (new double[count], new double[count]);

        // The first request is not counted: connections and compilation are part of its time.
        for (var i = -1; i < count; i++)
        {
            if (await CancelAsync(front.Cluster, demonstration.Request(User)) is not var (untilStored, untilEnd))
            {
                await Console.Error.WriteLineAsync("A request ended before the cancellation. Start silos with --prover=sleep:60000.");
                return 1;
            }

            if (i >= 0) (stored[i], ended[i]) = (untilStored, untilEnd);
        }

        Array.Sort(stored);
        Array.Sort(ended);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} running requests cancelled: stored within {stored[count / 2]:0} ms (half), {stored[^1]:0} ms (all); "
            + $"end seen within {ended[count / 2]:0} ms (half), {ended[count * 95 / 100]:0} ms (95 %), {ended[^1]:0} ms (all)"));
        return 0;
    }

    /// <returns>The milliseconds from the cancellation to the answer, and to the end as seen by a waiting caller; null for a request that ended
    /// before.</returns>
    private static async Task<(double Stored, double Ended)?> CancelAsync(IProofCluster cluster, ProofRequest request)
    {
        var id = await cluster.SubmitAsync(request);
        await foreach (var progress in cluster.WatchAsync(User, id))
            if (progress.State == ProofState.Processing) break;
        var waiting = cluster.WaitAsync(User, id);
        var began = Stopwatch.GetTimestamp();
        var isCancelled = await cluster.CancelAsync(User, id);
        var stored = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var result = await waiting;
        var ended = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return isCancelled && result?.State == ProofState.Cancelled ? (stored, ended) : null;
    }
}
