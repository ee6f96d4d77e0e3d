using System.Diagnostics;
using Shadowgraph.Proofs.Benchmarks.Running;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>The latency of opening a leaf during a bulk publication of new subjects and of a tenth of the live subjects.</summary>
internal static class OpeningLatency
{
    private static readonly TimeSpan Pause = TimeSpan.FromMicroseconds(50);

    /// <summary>Measures one publication.</summary>
    public static async Task MeasureAsync(RegistryChange[] changes, int threads, TextWriter output)
    {
        var half = changes.Length / 2;
        var registry = new AttestationRegistry();
        await registry.PublishAsync(SampleChanges.Stream(changes[..half]));
        RegistryChange[] next = [.. changes[..half].Where((_, i) => i % 10 == 0), .. changes[half..]];
        using var stop = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() => Read(registry, changes[..half], stop.Token), TaskCreationOptions.LongRunning);

        await registry.PublishAsync(SampleChanges.Stream(next), new() { MaxThreads = threads });
        await stop.CancelAsync();
        var times = await reading;
        times.Sort();
        output.WriteLine(
            $"Opening a leaf while {next.Length} subjects are published on {threads} threads: median {At(0.5)}, P99 {At(0.99)}, P99.9 {At(0.999)}, "
            + $"longest {At(1)}, of {times.Count}.");

        string At(double share) => Duration.Format(times[(int)((times.Count - 1) * share)]);
    }

    private static List<double> Read(AttestationRegistry registry, RegistryChange[] live, CancellationToken stop)
    {
        var random = new Random(1);
        var times = new List<double>(1 << 20);
        while (!stop.IsCancellationRequested)
        {
            var account = live[random.Next(live.Length)].Account;
            var start = Stopwatch.GetTimestamp();
            registry.Open(account);
            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            while (Stopwatch.GetElapsedTime(start) < Pause) Thread.SpinWait(20);
        }

        return times;
    }
}
