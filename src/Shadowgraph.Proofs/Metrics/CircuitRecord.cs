using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>The recorded events of a circuit.</summary>
internal sealed class CircuitRecord(CircuitSize circuit)
{
    private readonly EventRing _proofs = new(ProofMetrics.Capacity);
    private long _succeeded;
    private long _failed;

    public void Record(NumberedEvent end)
    {
        if (end.Event.Kind != ProofEventKind.Completed)
        {
            Interlocked.Increment(ref _failed);
            return;
        }

        Interlocked.Increment(ref _succeeded);
        _proofs.Add(end);
    }

    /// <summary>The latest successful proofs.</summary>
    public NumberedEvent[] Proofs() => _proofs.ToArray();

    /// <param name="proofs">The result of <see cref="Proofs"/>.</param>
    public CircuitStatistics Benchmark(ReadOnlySpan<NumberedEvent> proofs)
    {
        var processing = new TimeSpan[proofs.Length];
        var processor = 0.0;
        var peak = 0L;
        for (var i = 0; i < proofs.Length; i++)
        {
            var proof = proofs[i].Event;
            processing[i] = proof.Timings.Processing;
            processor += proof.Resources.ProcessorTime.Ticks;
            peak = Math.Max(peak, proof.Resources.PeakBytes);
        }

        return new CircuitStatistics
        {
            Circuit = circuit,
            Succeeded = Interlocked.Read(ref _succeeded),
            Failed = Interlocked.Read(ref _failed),
            Processing = DurationSummary.Of(processing),
            MeanProcessorTime = proofs.IsEmpty ? TimeSpan.Zero : new TimeSpan((long)(processor / proofs.Length)),
            MaxPeakBytes = peak,
        };
    }
}
