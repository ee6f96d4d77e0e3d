using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>
/// Stores the end events of the last thousand requests, and for each circuit the last thousand proofs. Statistics are computed on the reader's
/// thread.
/// </summary>
internal sealed class ProofMetrics(TimeProvider time) : IProofMetrics
{
    /// <summary>The number of stored events of each kind.</summary>
    public const int Capacity = 1000;

    private readonly EventRing _ends = new(Capacity);
    private readonly CircuitRecord[] _circuits = [.. Enum.GetValues<CircuitSize>().Select(static size => new CircuitRecord(size))];
    private Func<PipelineStatistics> _requests = static () => new PipelineStatistics();
    private long _numbers;

    /// <summary>The current numbers of requests.</summary>
    public PipelineStatistics Requests => Volatile.Read(ref _requests)();

    /// <summary>Sets the source of the numbers of requests; called by the pipeline at its creation.</summary>
    public void Follow(Func<PipelineStatistics> requests) => Volatile.Write(ref _requests, requests);

    /// <summary>Records the end of a request. Lock-free.</summary>
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
