using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Hosting;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>The cost of watchers for a proof. The target is under 1 %.</summary>
[LongOperations]
public class ObservingBenchmarks
{
    private const int Watchers = 10;

    private ProofRequest[] _requests = [];
    private ProofPipeline _pipeline = null!;
    private int _next;

    /// <summary>Makes the pipeline, and enough requests for no cache hits.</summary>
    [GlobalSetup]
    public void CreatePipeline()
    {
        _requests = SampleRequests.Create(1000, attestations: 2);
        _pipeline = BenchmarkPipeline.Create(new SteppingProver(new InstantProver(_requests)), capacity: 10);
    }

    /// <summary>Stops the pipeline.</summary>
    [GlobalCleanup]
    public void StopPipeline() => _pipeline.Dispose();

    /// <summary>No watcher.</summary>
    [Benchmark(Baseline = true)]
    public async Task<ProofResult> Unwatched() => await (await SubmitAsync()).Completion;

    /// <summary>Ten watch.</summary>
    [Benchmark]
    public async Task<ProofResult> WatchedByTen()
    {
        var ticket = await SubmitAsync();
        var watchers = Enumerable.Range(0, Watchers).Select(_ => WatchAsync(ticket.Id)).ToArray();
        var result = await ticket.Completion;
        await Task.WhenAll(watchers);
        return result;
    }

    private Task<ProofTicket> SubmitAsync() => _pipeline.SubmitAsync(_requests[_next++ % _requests.Length]);

    private async Task WatchAsync(Guid id)
    {
        await foreach (var report in _pipeline.WatchAsync(id)) GC.KeepAlive(report);
    }
}
