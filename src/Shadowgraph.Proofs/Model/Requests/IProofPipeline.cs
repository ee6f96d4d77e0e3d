using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs;

/// <summary>
/// Accepts proof requests of many users concurrently, proves by priority, and answers each request exactly once. Thread-safe.
/// </summary>
/// <remarks>
/// The steps of a request: access check and validation; cache, or joining an equal request in progress; rate limit; queue; attempts within the
/// recovery policy; validation of the result. A refusal is thrown by the submitting call; every later outcome is in the <see cref="ProofResult"/>.
/// </remarks>
public interface IProofPipeline
{
    /// <summary>Proves, and waits for the result.</summary>
    /// <param name="request">The request.</param>
    /// <param name="progress">
    /// Receives progress reports sequentially, never on the prover's threads, the last report before this method returns. A slow callback misses
    /// reports, and a callback that throws is not called again; neither delays the prover.
    /// </param>
    /// <param name="cancellationToken">Cancels the request, waiting or running.</param>
    /// <returns>A completed result.</returns>
    /// <exception cref="ProofErrorException">The request was refused, failed, or was cancelled by id or by a stop of the pipeline.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ProofResult> ProveAsync(
        ProofRequest request, IProgress<ProofProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Submits a request and returns after admission; the work continues in the background.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels this call. To cancel the request later, use <see cref="Cancel"/>.</param>
    /// <exception cref="ProofErrorException">The request was refused.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the request withdrawn.</exception>
    Task<ProofTicket> SubmitAsync(ProofRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Predicts the time from submission to the end, waiting and proving, for a request submitted now. The prediction ignores the cache and equal
    /// requests in progress.
    /// </summary>
    /// <param name="request">The request, which is not submitted.</param>
    /// <returns>Null without any observations so far.</returns>
    /// <exception cref="ProofErrorException">The parts of the request do not fit each other, or no circuit fits the request.</exception>
    DurationPrediction? Predict(ProofRequest request);

    /// <summary>
    /// Proves a batch. The number of the batch's requests in the pipeline is limited to twice the number of concurrent proofs, so that a long batch
    /// leaves capacity for other callers.
    /// </summary>
    /// <param name="requests">The requests, enumerated as capacity becomes free.</param>
    /// <param name="cancellationToken">Cancels the unfinished requests. Leaving the enumeration early has the same effect.</param>
    /// <returns>A result for each request, in order of completion; a refused request yields a failed result.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<BatchResult> ProveManyAsync(IEnumerable<ProofRequest> requests, CancellationToken cancellationToken = default);

    /// <summary>Follows a request to its end. A slow reader misses intermediate reports, but never the last report.</summary>
    /// <param name="id">The request.</param>
    /// <param name="cancellationToken">Ends the watching, not the request.</param>
    /// <returns>Reports, beginning with the current state; empty for an unknown or expired request.</returns>
    IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Finds a request among the waiting, running and recently ended requests.</summary>
    /// <param name="id">The request.</param>
    /// <returns>Null for an unknown or expired request.</returns>
    ProofStatus? Find(Guid id);

    /// <summary>The result of an ended request.</summary>
    /// <param name="id">The request.</param>
    /// <returns>Null for an unfinished, unknown or expired request.</returns>
    ProofResult? FindResult(Guid id);

    /// <summary>Lists the waiting, running and recently ended requests, oldest first.</summary>
    /// <param name="userId">The user; null for all users.</param>
    IReadOnlyList<ProofStatus> List(ProofUserId? userId = null);

    /// <summary>Cancels a request, waiting or running. Equal requests of other users continue.</summary>
    /// <param name="id">The request.</param>
    /// <returns>False for an unknown or ended request.</returns>
    bool Cancel(Guid id);

    /// <summary>Current load and totals of the pipeline.</summary>
    PipelineStatistics Statistics { get; }

    /// <summary>Follows the state of the whole pipeline. Changes between two reads are merged.</summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>Snapshots, beginning with the current state; ends when the pipeline has stopped.</returns>
    IAsyncEnumerable<PipelineSnapshot> ObserveAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Stops the pipeline: refuses new requests, cancels waiting requests, lets running requests finish within
    /// <see cref="ProofPipelineOptions.ShutdownTimeout"/>, and cancels the rest. A stopped pipeline can't be restarted.
    /// </summary>
    /// <param name="cancellationToken">Ends the shutdown timeout early.</param>
    /// <returns>Completes when every request has ended.</returns>
    Task StopAsync(CancellationToken cancellationToken = default);
}
