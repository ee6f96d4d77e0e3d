using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Pipeline;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Hosting;

namespace Shadowgraph.Proofs.Benchmarks.Caching;

/// <summary>
/// A request whose proof is in memory, from the call to the result, through the default services. The goal is under 20 microseconds.
/// </summary>
[MemoryDiagnoser]
public class CacheHitBenchmarks
{
    private ProofPipeline _pipeline = null!;
    private ProofRequest _request = null!;

    /// <summary>Attestations of the subject: the opinion is computed for each request, since the cache does not store opinions.</summary>
    [Params(2, 64, 480)]
    public int Attestations { get; set; }

    /// <summary>Has the proof made.</summary>
    [GlobalSetup]
    public async Task FillAsync()
    {
        _request = SampleRequests.Create(1, Attestations)[0];
        _pipeline = BenchmarkPipeline.Create(new InstantProver([_request]), 1);
        await _pipeline.ProveAsync(_request);
        if (!(await _pipeline.ProveAsync(_request)).IsFromCache) throw new InvalidOperationException("The proof is not in the cache.");
    }

    /// <summary>Stops the pipeline.</summary>
    [GlobalCleanup]
    public void StopPipeline() => _pipeline.Dispose();

    /// <summary>One request.</summary>
    [Benchmark]
    public Task<ProofResult> Hit() => _pipeline.ProveAsync(_request);
}
