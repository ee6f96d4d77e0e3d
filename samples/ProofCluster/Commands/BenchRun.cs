using System.Diagnostics;
using System.Globalization;
using ProofCluster.Fronts;
using ProofCluster.Proving;
using Shadowgraph.Proofs;

namespace ProofCluster.Commands;

/// <summary>Made-up requests of several callers at the same time, each caller with a single request at a time, and their durations.</summary>
internal sealed class BenchRun
{
    private readonly Lock _lock = new();
    private readonly List<(double Began, double Ended)> _ends = [];
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>The duration of the run, in seconds.</summary>
    public double Seconds { get; private set; }

    /// <summary>The number of requests with a proof.</summary>
    public int Count => _ends.Count;

    /// <summary>The longest time without an end of any request, in seconds.</summary>
    public double LongestPause
    {
        get
        {
            double[] ends = [0, .. _ends.Select(end => end.Ended).Order(), Seconds];
            return Enumerable.Range(1, ends.Length - 1).Max(i => ends[i] - ends[i - 1]);
        }
    }

    /// <summary>The failures by type, such as "2 QueueFull"; "none" without failures.</summary>
    public string Failures => _failures.Count == 0
        ? "none"
        : string.Join(", ", _failures.Select(failure => string.Create(CultureInfo.InvariantCulture, $"{failure.Value} {failure.Key}")));

    /// <summary>Makes a number of requests.</summary>
    public static Task<BenchRun> OfCountAsync(IProofCluster cluster, Demonstration demonstration, int count, int callers)
    {
        var left = count;
        return RunAsync(cluster, demonstration, callers, _ => Interlocked.Decrement(ref left) >= 0);
    }

    /// <summary>Makes requests for a time; requests under way at the end of the time are waited for.</summary>
    public static Task<BenchRun> OfTimeAsync(IProofCluster cluster, Demonstration demonstration, int seconds, int callers) =>
        RunAsync(cluster, demonstration, callers, run => run.Now < seconds);

    /// <summary>The duration within which a part of the requests ended, in milliseconds.</summary>
    /// <param name="part">0 to 1; 1 for the slowest request.</param>
    public double Percentile(double part)
    {
        if (_ends.Count == 0) return double.NaN;
        double[] times = [.. _ends.Select(end => (end.Ended - end.Began) * 1000).Order()];
        return times[Math.Min((int)(part * times.Length), times.Length - 1)];
    }

    private double Now => Stopwatch.GetElapsedTime(_began).TotalSeconds;

    private static async Task<BenchRun> RunAsync(IProofCluster cluster, Demonstration demonstration, int callers, Func<BenchRun, bool> goesOn)
    {
        var run = new BenchRun();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var user = new ProofUserId(string.Create(CultureInfo.InvariantCulture, $"bench-{caller}"));
            while (goesOn(run)) await run.ProveAsync(cluster, demonstration.Request(user));
        })));
        run.Seconds = run.Now;
        return run;
    }

    private async Task ProveAsync(IProofCluster cluster, ProofRequest request)
    {
        var began = Now;
        string? failure;
        try
        {
            failure = (await cluster.ProveAsync(request)).Error?.Type.ToString();
        }
        catch (ProofErrorException e)
        {
            failure = $"{e.Error.Type} at the submission";
        }

        lock (_lock)
        {
            if (failure is null) _ends.Add((began, Now));
            else _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
        }
    }
}
