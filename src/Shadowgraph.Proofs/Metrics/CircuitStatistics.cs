using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>The performance of a circuit on this machine.</summary>
public sealed record CircuitStatistics
{
    /// <summary>The circuit.</summary>
    public required CircuitSize Circuit { get; init; }

    /// <summary>Successful proofs since the creation of the pipeline.</summary>
    public long Succeeded { get; init; }

    /// <summary>Failed proofs with this circuit in the last attempt.</summary>
    public long Failed { get; init; }

    /// <summary>The share of successful proofs, 0 to 1; null before the first proof has ended.</summary>
    public double? SuccessRate => Succeeded + Failed is var ended and > 0 ? (double)Succeeded / ended : null;

    /// <summary>Processing times, from the end of the queue to the end, of the last thousand successful proofs.</summary>
    public DurationSummary Processing { get; init; }

    /// <summary>Mean processor time of those proofs.</summary>
    public TimeSpan MeanProcessorTime { get; init; }

    /// <summary>The maximum memory use among those proofs, in bytes.</summary>
    public long MaxPeakBytes { get; init; }
}
