using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hosting;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>The time per proof of several real proofs: sequential, and submitted to the pipeline at once.</summary>
[LongOperations]
public class PipelineThroughputBenchmarks
{
    private const int Proofs = 4;

    private ReputationProver _prover = null!;
    private ProofRequest[] _requests = [];
    private ProofPipeline _pipeline = null!;
    private int _next;

    /// <summary>Makes the prover and its key, and the pipeline.</summary>
    [GlobalSetup]
    public async Task CreatePipeline()
    {
        var keys = new ProvingKeyStoreOptions { EnvironmentName = "Development" }
            .UseDevelopmentKeys(Path.Combine(Path.GetTempPath(), "shadowgraph-benchmarks", "keys"));
        _prover = new ReputationProver(new ProvingKeyStore(keys));
        _requests = SampleRequests.Create(1000, attestations: 60);
        _pipeline = BenchmarkPipeline.Create(_prover, capacity: Proofs);
        await ProveAsync();
    }

    /// <summary>Stops the pipeline.</summary>
    [GlobalCleanup]
    public void StopPipeline() => _pipeline.Dispose();

    /// <summary>All processors on one proof, then on the next, without a pipeline.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Proofs)]
    public async Task OneAfterAnother()
    {
        for (var i = 0; i < Proofs; i++) await ProveAsync();
    }

    /// <summary>Through the pipeline.</summary>
    [Benchmark(OperationsPerInvoke = Proofs)]
    public async Task AllAtOnce()
    {
        var results = new Task<ProofResult>[Proofs];
        for (var i = 0; i < Proofs; i++) results[i] = (await _pipeline.SubmitAsync(NextRequest())).Completion;
        foreach (var result in await Task.WhenAll(results)) result.EnsureCompleted();
    }

    private ProofRequest NextRequest() => _requests[_next++ % _requests.Length];

    private async Task ProveAsync()
    {
        var request = NextRequest();
        var job = new ProofJob(request.Opening, request.Statement, request.Recipient, request.Scope, request.AsOf!.Value);
        await _prover.ProveAsync(job, _prover.Plan(job, CircuitSize.Small));
    }
}
