using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Hosting;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>
/// The cost of metrics and logging per request: a hundred callers of a prover that returns at once. The target is under
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
    private ProofPipeline _kept = null!;
    private FileAuditSink _sink = null!;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shadowgraph-benchmark-");

    /// <summary>Makes both pipelines, and a collector that reads every instrument.</summary>
    [GlobalSetup]
    public void CreatePipelines()
    {
        _reader = MeterReader.Start();
        _requests = SampleRequests.Create(Requests, attestations: 2);
        _silent = BenchmarkPipeline.Create(new InstantProver(_requests), Requests);
        _recorded = BenchmarkPipeline.Create(new InstantProver(_requests), Requests, [_reader.Sink], new FormattingLogger(), Trail());
        _sink = Sink(_folder.FullName);
        _kept = BenchmarkPipeline.Create(new InstantProver(_requests), Requests, [_reader.Sink], new FormattingLogger(), Trail(_sink));
    }

    /// <summary>Stops both.</summary>
    [GlobalCleanup]
    public void StopPipelines()
    {
        _silent.Dispose();
        _recorded.Dispose();
        _kept.Dispose();
        _sink.Dispose();
        _folder.Delete(recursive: true);
        _reader.Dispose();
    }

    /// <summary>The pipeline's own numbers only, which are always kept.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Requests)]
    public Task Silent() => RunAsync(_silent);

    /// <summary>With the meter read by a collector, a logger that writes every message at Information out, and the audit trail.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public Task Recorded() => RunAsync(_recorded);

    /// <summary>The same, and the audit trail kept in files.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public Task RecordedAndKept() => RunAsync(_kept);

    private static FileAuditSink Sink(string directory) => new(new FileAuditSinkOptions { Directory = directory });

    private static AuditTrail Trail(params IAuditSink[] sinks) => new(new AuditOptions(), sinks, TimeProvider.System, NullLogger.Instance);

    private Task RunAsync(ProofPipeline pipeline) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (var i = caller; i < Requests; i += Callers) await pipeline.ProveAsync(_requests[i]);
    })));
}
