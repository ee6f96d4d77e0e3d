using System.Diagnostics;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Prediction;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Benchmarks.Prediction;

/// <summary>
/// Makes real proofs of all kinds for a while: three sizes, one to three links, one thread or all, alone or two at a time; and writes down
/// how long each took.
/// </summary>
internal sealed class RunRecorder
{
    private static readonly int[] AttestationCounts = [20, 20, 60, 120, 180, 200, 400];

    private readonly ReputationProver _prover;
    private readonly ProofJob[] _jobs;
    private readonly Random _random = new(1);

    private RunRecorder()
    {
        var keys = new ProvingKeyStoreOptions { EnvironmentName = "Development" }
            .UseDevelopmentKeys(Path.Combine(Path.GetTempPath(), "shadowgraph-benchmarks", "keys"));
        _prover = new ReputationProver(new ProvingKeyStore(keys));
        _jobs = [.. AttestationCounts.Select(count => JobOf(SampleRequests.Create(1, count)[0]))];
    }

    /// <summary>Records for the given time, and writes each run to a file at once.</summary>
    public static async Task RunAsync(string path, TimeSpan duration)
    {
        var recorder = new RunRecorder();
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync(RecordedRun.Head);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
        {
            foreach (var run in await recorder.NextAsync()) await file.WriteLineAsync(run.ToString());
        }
    }

    private Task<RecordedRun[]> NextAsync()
    {
        var alone = _random.Next(3) > 0 || Environment.ProcessorCount < 2;
        if (alone) return Task.WhenAll(ProveAsync(_random.Next(2) == 0 ? 1 : Environment.ProcessorCount, load: 0));
        var half = 1.0 / Environment.ProcessorCount;
        return Task.WhenAll(ProveAsync(1, half), ProveAsync(1, half));
    }

    private async Task<RecordedRun> ProveAsync(int threads, double load)
    {
        var job = _jobs[_random.Next(_jobs.Length)];
        var largest = (CircuitSize)_random.Next(3);
        var plan = _prover.Plan(job, largest) with { MaxDegreeOfParallelism = threads };
        var start = Stopwatch.GetTimestamp();
        var result = await _prover.ProveAsync(job, plan);
        var took = Stopwatch.GetElapsedTime(start) - result.Timings.KeyLoad;
        var work = new ProofWork { Size = plan.Size, LinkCount = plan.LinkCount, WorkUnits = plan.WorkUnits, Threads = threads, Load = load };
        return new RecordedRun(work, took.TotalSeconds);
    }

    private static ProofJob JobOf(ProofRequest request) =>
        new(request.Opening, request.Statement, request.Recipient, request.Scope, request.AsOf!.Value);
}
