namespace Shadowgraph.Proofs.Metrics;

/// <summary>A statistical summary of a pipeline's activity.</summary>
public sealed record ProofMetricsSnapshot
{
    /// <summary>The time of the snapshot, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The numbers of waiting, running, completed and failed requests, and so on.</summary>
    public required PipelineStatistics Requests { get; init; }

    /// <summary>The stage times of the last thousand proofs.</summary>
    public required ProofDurations Durations { get; init; }

    /// <summary>The statistics of each circuit, the smallest circuit first.</summary>
    public required IReadOnlyList<CircuitStatistics> Circuits { get; init; }
}
