using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Samples;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>
/// What telling and logging add to a request: a hundred callers of a prover that is done at once, with and without them. The goal is under
/// 10 microseconds and 1 KB.
/// </summary>
[MemoryDiagnoser]
public class PipelineRecordingBenchmarks
{
    private const int Requests = 10_000;
    private const int Callers = 100;

    private MeterReader _reader = null!;
    private ProofRequest[] _requests = [];
    private ProofPipeline _silent = null!;
    private ProofPipeline _recorded = null!;

    /// <summary>Makes both pipelines, and a collector that reads every instrument.</summary>
    [GlobalSetup]
    public void CreatePipelines()
    {
        _reader = MeterReader.Start();
        _requests = SampleRequests.Create(Requests, attestations: 2);
        _silent = BenchmarkPipeline.Create(new InstantProver(_requests), Requests);
        _recorded = BenchmarkPipeline.Create(new InstantProver(_requests), Requests, [_reader.Sink], new FormattingLogger());
    }

    /// <summary>Stops both.</summary>
    [GlobalCleanup]
    public void StopPipelines()
    {
        _silent.Dispose();
        _recorded.Dispose();
        _reader.Dispose();
    }

    /// <summary>The pipeline's own numbers only, which are always kept.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Requests)]
    public Task Silent() => RunAsync(_silent);

    /// <summary>With the meter read by a collector, and a logger that writes every message at Information out.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public Task Recorded() => RunAsync(_recorded);

    private Task RunAsync(ProofPipeline pipeline) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (var i = caller; i < Requests; i += Callers) await pipeline.ProveAsync(_requests[i]);
    })));
}
