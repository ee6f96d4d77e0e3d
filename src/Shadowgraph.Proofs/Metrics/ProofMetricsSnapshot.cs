namespace Shadowgraph.Proofs.Metrics;

/// <summary>What a pipeline has done, in numbers.</summary>
public sealed record ProofMetricsSnapshot
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Requests that wait, run, completed, failed, and so on.</summary>
    public required PipelineStatistics Requests { get; init; }

    /// <summary>Where the time of the last thousand proofs went.</summary>
    public required ProofDurations Durations { get; init; }

    /// <summary>How each circuit does, the smallest first.</summary>
    public required IReadOnlyList<CircuitStatistics> Circuits { get; init; }
}
