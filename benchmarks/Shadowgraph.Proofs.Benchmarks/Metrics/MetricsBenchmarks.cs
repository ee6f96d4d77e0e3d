using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Benchmarks.Metrics;

/// <summary>The cost of metrics and prediction per request, and the cost of reading a full history.</summary>
[MemoryDiagnoser]
public class MetricsBenchmarks
{
    private static readonly ProofWork Work = new() { Size = CircuitSize.Small, LinkCount = 1, WorkUnits = 25_800, Threads = 2 };

    private readonly ProofMetrics _metrics = new(TimeProvider.System);
    private readonly ProofPredictor _predictor = new();
    private ProofEvent _end;

    /// <summary>Fills every history.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var i = 0; i < 3 * ProofMetrics.Capacity; i++)
        {
            var took = TimeSpan.FromSeconds(random.NextDouble());
            _end = new ProofEvent
            {
                Kind = ProofEventKind.Completed,
                RequestId = Guid.NewGuid(),
                At = DateTimeOffset.UnixEpoch,
                Circuit = (CircuitSize)(i % 3),
                Attempt = 1,
                Timings = new ProofTimings { Processing = took, Total = took, Proving = took },
            };
            _metrics.Record(_end);
            _predictor.Learn(Work, took);
        }
    }

    /// <summary>An end is kept.</summary>
    [Benchmark]
    public void Record() => _metrics.Record(_end);

    /// <summary>A duration is learned.</summary>
    [Benchmark]
    public void Learn() => _predictor.Learn(Work, TimeSpan.FromSeconds(1));

    /// <summary>A duration is foretold.</summary>
    [Benchmark]
    public DurationPrediction? Predict() => _predictor.Predict(Work, TimeSpan.FromSeconds(0.3), 0.2);

    /// <summary>All percentiles, of all stages and circuits.</summary>
    [Benchmark]
    public ProofMetricsSnapshot Snapshot() => _metrics.Snapshot();

    /// <summary>The full history as JSON.</summary>
    [Benchmark]
    public Task WriteJson() => _metrics.WriteJsonAsync(Stream.Null);
}
