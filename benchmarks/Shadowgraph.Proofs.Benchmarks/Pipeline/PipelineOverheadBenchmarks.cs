using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Hosting;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>
/// Time and memory that the pipeline adds to a request, from the call to the result: the prover is done at once. The goal is under 50
/// microseconds and 4 KB.
/// </summary>
[MemoryDiagnoser]
public class PipelineOverheadBenchmarks
{
    private const int Requests = 10_000;
    private const int Callers = 100;

    private ProofRequest[] _requests = [];
    private ProofPipeline _pipeline = null!;

    /// <summary>Makes requests, their results, and the pipeline.</summary>
    [GlobalSetup]
    public void CreatePipeline()
    {
        _requests = SampleRequests.Create(Requests, attestations: 2);
        _pipeline = BenchmarkPipeline.Create(new InstantProver(_requests), Requests);
    }

    /// <summary>Stops the pipeline.</summary>
    [GlobalCleanup]
    public void StopPipeline() => _pipeline.Dispose();

    /// <summary>One caller with sequential requests.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public async Task OneAfterAnother()
    {
        foreach (var request in _requests) await _pipeline.ProveAsync(request);
    }

    /// <summary>A hundred callers with sequential requests each.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public Task HundredCallers() => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (var i = caller; i < Requests; i += Callers) await _pipeline.ProveAsync(_requests[i]);
    })));

    /// <summary>All requests at once, with all priorities: most requests wait.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public async Task AllAtOnce()
    {
        var results = new Task[Requests];
        for (var i = 0; i < Requests; i++) results[i] = (await _pipeline.SubmitAsync(_requests[i])).Completion;
        await Task.WhenAll(results);
    }
}
