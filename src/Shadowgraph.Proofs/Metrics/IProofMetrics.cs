namespace Shadowgraph.Proofs.Metrics;

/// <summary>
/// The metrics of a pipeline, readable at any time and independent of sinks. Reading never delays a proof: a reader copies the events, and computes
/// on the copy. Thread-safe.
/// </summary>
public interface IProofMetrics
{
    /// <summary>The numbers of waiting, running, completed and failed requests, and so on. Negligible cost.</summary>
    PipelineStatistics Requests { get; }

    /// <summary>A summary of all activity. Takes about a millisecond, on the caller's thread only.</summary>
    ProofMetricsSnapshot Snapshot();

    /// <summary>The end events of the last thousand requests, oldest first, without refused requests.</summary>
    IReadOnlyList<ProofEvent> History();

    /// <summary>Writes snapshot and history as JSON: UTF-8, at most about a megabyte, durations in seconds.</summary>
    /// <param name="stream">The output, written from the current position and left open. A slow stream delays only the caller.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; part of the output may have been written.</exception>
    Task WriteJsonAsync(Stream stream, CancellationToken cancellationToken = default);
}
