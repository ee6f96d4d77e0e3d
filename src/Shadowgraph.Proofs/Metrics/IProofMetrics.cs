namespace Shadowgraph.Proofs.Metrics;

/// <summary>
/// The numbers of a pipeline, to be read at any time. They are always kept, whatever sinks there are. Reading never holds a proof up:
/// who reads takes a copy and computes on it. Thread-safe.
/// </summary>
public interface IProofMetrics
{
    /// <summary>Requests that wait, run, completed, failed, and so on. Costs nearly nothing.</summary>
    PipelineStatistics Requests { get; }

    /// <summary>What the pipeline has done. Costs about a millisecond, of the caller's time only.</summary>
    ProofMetricsSnapshot Snapshot();

    /// <summary>How the last thousand requests ended, the oldest first. Refused ones are not among them.</summary>
    IReadOnlyList<ProofEvent> History();

    /// <summary>Writes snapshot and history as JSON: UTF-8, at most about a megabyte, durations in seconds.</summary>
    /// <param name="stream">Written from its position on, and left open. One that is slow holds up nobody else.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; a part may have been written.</exception>
    Task WriteJsonAsync(Stream stream, CancellationToken cancellationToken = default);
}
