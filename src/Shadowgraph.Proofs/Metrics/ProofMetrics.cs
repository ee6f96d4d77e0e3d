using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>
/// Keeps what the pipeline tells of every end of a request: the last thousand, and for each circuit its last thousand proofs. Whatever is
/// computed from them is computed by who asks.
/// </summary>
internal sealed class ProofMetrics(TimeProvider time) : IProofMetrics
{
    /// <summary>Events kept of each kind.</summary>
    public const int Capacity = 1000;

    private readonly EventRing _ends = new(Capacity);
    private readonly CircuitRecord[] _circuits = [.. Enum.GetValues<CircuitSize>().Select(static size => new CircuitRecord(size))];
    private Func<PipelineStatistics> _requests = static () => new PipelineStatistics();
    private long _numbers;

    /// <summary>The numbers of requests at this moment.</summary>
    public PipelineStatistics Requests => Volatile.Read(ref _requests)();

    /// <summary>Says where the numbers of requests are; the pipeline does, when it is made.</summary>
    public void Follow(Func<PipelineStatistics> requests) => Volatile.Write(ref _requests, requests);

    /// <summary>Takes note of the end of a request. Waits for nobody.</summary>
    public void Record(in ProofEvent end)
    {
        var entry = new NumberedEvent(Interlocked.Increment(ref _numbers), end);
        _ends.Add(entry);
        if (end.EndsProof && (int?)end.Circuit is { } circuit && (uint)circuit < (uint)_circuits.Length) _circuits[circuit].Record(entry);
    }

    /// <inheritdoc/>
    public ProofMetricsSnapshot Snapshot()
    {
        var proofs = _circuits.Select(static circuit => circuit.Proofs()).ToArray();
        var last = proofs.SelectMany(static each => each).OrderBy(static proof => proof.Number).TakeLast(Capacity);
        return new ProofMetricsSnapshot
        {
            At = time.GetUtcNow(),
            Requests = Requests,
            Durations = ProofDurations.Of([.. last.Select(static proof => proof.Event.Timings)]),
            Circuits = [.. _circuits.Zip(proofs, static (circuit, each) => circuit.Benchmark(each))],
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProofEvent> History() => [.. _ends.ToArray().Select(static entry => entry.Event)];

    /// <inheritdoc/>
    public Task WriteJsonAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return MetricsJson.WriteAsync(stream, Snapshot(), History(), cancellationToken);
    }
}
