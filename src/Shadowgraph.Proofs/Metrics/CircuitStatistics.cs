using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>How one circuit does on this machine.</summary>
public sealed record CircuitStatistics
{
    /// <summary>Which circuit.</summary>
    public required CircuitSize Circuit { get; init; }

    /// <summary>Proofs made with it since the pipeline was.</summary>
    public long Succeeded { get; init; }

    /// <summary>Proofs that failed, with it as the last circuit that was tried.</summary>
    public long Failed { get; init; }

    /// <summary>Share of the proofs that were made, 0 to 1; null before the first has ended.</summary>
    public double? SuccessRate => Succeeded + Failed is var ended and > 0 ? (double)Succeeded / ended : null;

    /// <summary>From its turn to the end, of the last thousand proofs made with it.</summary>
    public DurationSummary Processing { get; init; }

    /// <summary>Mean processor time of those proofs.</summary>
    public TimeSpan MeanProcessorTime { get; init; }

    /// <summary>The most memory that one of those proofs took, in bytes.</summary>
    public long MaxPeakBytes { get; init; }
}
