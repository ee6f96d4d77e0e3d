using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs;

/// <summary>
/// Takes proof requests of many users at once, proves them in order of priority, and answers each exactly once. Thread-safe.
/// </summary>
/// <remarks>
/// A request passes these steps: access and check; cache, or joining an equal request that is on its way; the rate limit; the queue;
/// attempts within the recovery policy; validation. A refusal is thrown from the call that submits; everything later is in the
/// <see cref="ProofResult"/>.
/// </remarks>
public interface IProofPipeline : IDisposable, IAsyncDisposable
{
    /// <summary>Proves, and waits for the result.</summary>
    /// <param name="request">What to prove.</param>
    /// <param name="progress">
    /// Told how far it is: one call at a time, not on the prover's threads, the last one before this method returns. One that is slow
    /// misses reports, one that throws is not told again, and neither holds the prover up.
    /// </param>
    /// <param name="cancellationToken">Withdraws the request, while it waits and while it runs.</param>
    /// <returns>A completed result.</returns>
    /// <exception cref="ProofErrorException">It was refused, failed, or was cancelled by id or because the pipeline stopped.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ProofResult> ProveAsync(
        ProofRequest request, IProgress<ProofProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Lets a request in and returns; the work goes on by itself.</summary>
    /// <param name="request">What to prove.</param>
    /// <param name="cancellationToken">Ends this call. To cancel the request later, use <see cref="Cancel"/>.</param>
    /// <exception cref="ProofErrorException">It was refused.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, and with it the request.</exception>
    Task<ProofTicket> SubmitAsync(ProofRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// How long a request would take from its submission to the end if it came now: waiting and proving. What the cache would answer, or an
    /// equal request that is on its way, is left out of account.
    /// </summary>
    /// <param name="request">What to prove. It is not submitted.</param>
    /// <returns>Null if nothing is known yet.</returns>
    /// <exception cref="ProofErrorException">Its parts do not fit each other, or no circuit takes it.</exception>
    DurationPrediction? Predict(ProofRequest request);

    /// <summary>
    /// Proves a batch. A few of its requests are in the pipeline at a time, as many as it runs and as many again, so that a batch of any
    /// length leaves room for others.
    /// </summary>
    /// <param name="requests">What to prove; read as room is made.</param>
    /// <param name="cancellationToken">Withdraws the requests that have not ended. So does leaving the enumeration early.</param>
    /// <returns>One result for each request, as they end; a refused request gives a failed one.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<BatchResult> ProveManyAsync(IEnumerable<ProofRequest> requests, CancellationToken cancellationToken = default);

    /// <summary>Follows a request to its end. Reports that come faster than they are read are left out, the last one never.</summary>
    /// <param name="id">The request.</param>
    /// <param name="cancellationToken">Ends the watching, not the request.</param>
    /// <returns>Reports, beginning with the present one; nothing if the request is not known (any more).</returns>
    IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Looks a request up, among those that wait or run and the ones that ended last.</summary>
    /// <param name="id">The request.</param>
    /// <returns>Null if it is not known (any more).</returns>
    ProofStatus? Find(Guid id);

    /// <summary>The result of a request that has ended.</summary>
    /// <param name="id">The request.</param>
    /// <returns>Null if it has not ended, or is not known (any more).</returns>
    ProofResult? FindResult(Guid id);

    /// <summary>Lists requests that wait or run, and the ones that ended last; the oldest first.</summary>
    /// <param name="userId">Whose; null for all.</param>
    IReadOnlyList<ProofStatus> List(ProofUserId? userId = null);

    /// <summary>Cancels a request, whether it waits or runs. An equal request of somebody else goes on.</summary>
    /// <param name="id">The request.</param>
    /// <returns>Whether it was known and had not ended.</returns>
    bool Cancel(Guid id);

    /// <summary>What the pipeline is doing and has done.</summary>
    PipelineStatistics Statistics { get; }

    /// <summary>Follows the state of the whole pipeline. Changes that come faster than they are read are taken together.</summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>Snapshots, beginning with the present one; ends when the pipeline has stopped.</returns>
    IAsyncEnumerable<PipelineSnapshot> ObserveAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Stops: refuses new requests, cancels those that wait, lets running ones finish within
    /// <see cref="ProofPipelineOptions.ShutdownTimeout"/>, and cancels the rest. A pipeline that was stopped can't be started again.
    /// </summary>
    /// <param name="cancellationToken">Cuts the grace time short.</param>
    /// <returns>Done when every request has ended.</returns>
    Task StopAsync(CancellationToken cancellationToken = default);
}
