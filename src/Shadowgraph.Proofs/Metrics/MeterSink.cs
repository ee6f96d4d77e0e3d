using System.Diagnostics;
using System.Diagnostics.Metrics;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>
/// Publishes events to <see cref="System.Diagnostics.Metrics"/>, under the name <see cref="ProofTelemetry.MeterName"/>, for OpenTelemetry and
/// dotnet-counters. Thread-safe; no allocation per event.
/// </summary>
/// <remarks>
/// Attributes are priority, outcome, circuit, stage, error type and the pipeline's key: few values each, and nothing about requests or users.
/// </remarks>
internal sealed class MeterSink : IMetricsSink, IDisposable
{
    private const string PipelineAttribute = "shadowgraph.proofs.pipeline";

    // Formatted once: Enum.ToString formats anew on each call.
    private static readonly string[] Priorities = Enum.GetNames<ProofPriority>();
    private static readonly string[] Circuits = Enum.GetNames<CircuitSize>();
    private static readonly string[] Errors = Enum.GetNames<ProofErrorType>();

    // From the time of a witness to that of a full queue; the default buckets of collectors end below the duration of a proof.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900],
    };

    private static readonly InstrumentAdvice<long> Bytes = new()
    {
        HistogramBucketBoundaries = [1L << 20, 4L << 20, 8L << 20, 16L << 20, 32L << 20, 64L << 20, 128L << 20, 256L << 20, 1L << 30],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _fallbacks;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _processing;
    private readonly Histogram<double> _stages;
    private readonly Histogram<double> _processor;
    private readonly Histogram<long> _peak;
    private readonly Counter<long> _disk;
    private readonly bool _ownsMeter;
    private readonly string? _pipeline;

    /// <summary>Creates the sink and the meter.</summary>
    /// <param name="factory">Creates and disposes the meter; null for a meter owned by the sink.</param>
    /// <param name="metrics">The source of the numbers of waiting and running requests; null to omit these two instruments.</param>
    /// <param name="pipeline">The key of the pipeline, an attribute of all measurements; null for a pipeline without a key.</param>
    public MeterSink(IMeterFactory? factory = null, IProofMetrics? metrics = null, string? pipeline = null)
    {
        _pipeline = pipeline;
        _ownsMeter = factory is null;
        _meter = factory?.Create(ProofTelemetry.MeterName, ProofTelemetry.Version) ?? new Meter(ProofTelemetry.MeterName, ProofTelemetry.Version);
        _requests = _meter.CreateCounter<long>("shadowgraph.proofs.requests", "{request}", "Requests that ended or were refused.");
        _retries = _meter.CreateCounter<long>("shadowgraph.proofs.retries", "{attempt}", "Attempts that failed and were repeated.");
        _fallbacks = _meter.CreateCounter<long>(
            "shadowgraph.proofs.fallbacks", "{attempt}", "Attempts that failed and were repeated with a smaller circuit.");
        _wait = InSeconds("wait.duration", "Time in the queue.");
        _processing = InSeconds("processing.duration", "Processing time, from the end of the queue to the end of the request.");
        _stages = InSeconds("stage.duration", "Stage times of the successful attempt.");
        _processor = InSeconds("cpu.time", "Processor time of a proof, summed over all threads.");
        _peak = _meter.CreateHistogram("shadowgraph.proofs.memory.peak", "By", "Peak memory of a proof.", tags: null, Bytes);
        _disk = _meter.CreateCounter<long>("shadowgraph.proofs.key.io", "By", "Bytes of key files read and written for proofs.");
        if (metrics is null) return;
        _meter.CreateObservableUpDownCounter(
            "shadowgraph.proofs.waiting_requests", () => Now(metrics.Requests.Waiting), "{request}", "Requests in the queue.");
        _meter.CreateObservableUpDownCounter(
            "shadowgraph.proofs.active_requests", () => Now(metrics.Requests.Running), "{request}", "Requests in progress.");
    }

    /// <inheritdoc/>
    public void Record(in ProofEvent happened)
    {
        switch (happened.Kind)
        {
            case ProofEventKind.Completed: RecordEnd(happened, "completed"); break;
            case ProofEventKind.Failed: RecordEnd(happened, "failed"); break;
            case ProofEventKind.Cancelled: RecordEnd(happened, "cancelled"); break;
            case ProofEventKind.Refused: _requests.Add(1, TagsOf(happened, "refused")); break;
            case ProofEventKind.Retried: _retries.Add(1, TagsOf(happened)); break;
            case ProofEventKind.FellBack: _fallbacks.Add(1, TagsOf(happened)); break;
            default: break; // Intermediate events, common to all requests.
        }
    }

    /// <summary>Disposes the meter owned by the sink. A factory disposes its own meters.</summary>
    public void Dispose()
    {
        if (_ownsMeter) _meter.Dispose();
    }

    private TagList TagsOf(in ProofEvent happened, string? outcome = null)
    {
        var tags = new TagList { { "shadowgraph.proofs.priority", Name(Priorities, (int)happened.Priority) } };
        if (outcome is not null) tags.Add("shadowgraph.proofs.outcome", outcome);
        if (happened.Circuit is { } circuit) tags.Add("shadowgraph.proofs.circuit", Name(Circuits, (int)circuit));
        if (happened.Error is { } error) tags.Add("error.type", Name(Errors, (int)error));
        if (_pipeline is not null) tags.Add(PipelineAttribute, _pipeline);
        return tags;
    }

    private Measurement<int> Now(int value) =>
        _pipeline is null ? new(value) : new(value, new KeyValuePair<string, object?>(PipelineAttribute, _pipeline));

    private static string Name(string[] names, int value) => (uint)value < (uint)names.Length ? names[value] : "other";

    private Histogram<double> InSeconds(string name, string description) =>
        _meter.CreateHistogram($"shadowgraph.proofs.{name}", "s", description, tags: null, Seconds);

    private void RecordEnd(in ProofEvent happened, string outcome)
    {
        var tags = TagsOf(happened, outcome);
        _requests.Add(1, tags);

        // A request served from the cache, or withdrawn before admission, has neither waiting nor processing time.
        var spent = happened.Timings;
        if (happened.Attempt == 0 && (happened.Kind == ProofEventKind.Completed || spent.Queued == TimeSpan.Zero)) return;
        _wait.Record(spent.Queued.TotalSeconds, tags);
        if (happened.Attempt == 0) return;
        _processing.Record(spent.Processing.TotalSeconds, tags);
        if (happened is { Kind: ProofEventKind.Completed, IsShared: false }) RecordProof(happened);
    }

    private void RecordProof(in ProofEvent happened)
    {
        var spent = happened.Timings;
        RecordStage("planning", spent.Planning, happened);
        RecordStage("key", spent.KeyLoad, happened);
        RecordStage("witness", spent.Witness, happened);
        RecordStage("proving", spent.Proving, happened);
        RecordStage("checking", spent.Checking, happened);
        RecordStage("validation", spent.Validation, happened);
        var tags = TagsOf(happened);
        var took = happened.Resources;
        if (took.ProcessorTime > TimeSpan.Zero) _processor.Record(took.ProcessorTime.TotalSeconds, tags);
        if (took.PeakBytes > 0) _peak.Record(took.PeakBytes, tags);
        if (took.DiskBytes > 0) _disk.Add(took.DiskBytes, tags);
    }

    private void RecordStage(string stage, TimeSpan spent, in ProofEvent happened)
    {
        var tags = TagsOf(happened);
        tags.Add("shadowgraph.proofs.stage", stage);
        _stages.Record(spent.TotalSeconds, tags);
    }
}
