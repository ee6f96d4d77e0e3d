using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Dispatch.Batches;

/// <summary>
/// Proves a batch through a window: a fixed number of requests is in the pipeline at a time, and the next request is read after a request has ended
/// and the consumer has taken the result.
/// </summary>
internal static class BatchRun
{
    // Delay between two attempts to submit to a queue that is filled by different callers.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Proves a batch. Requests that have not ended when the enumeration stops are cancelled.</summary>
    /// <param name="requests">Read as the window allows. A null element, or a source that throws, ends the batch with that exception.</param>
    /// <param name="pipeline">The pipeline that proves the requests.</param>
    /// <param name="width">The most requests in the pipeline at a time, at least 1.</param>
    /// <param name="timeout">How long submission to a full queue is retried, for requests without a timeout.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels all requests that have not ended.</param>
    /// <returns>One result per request, in order of completion; a refused request yields a failed result.</returns>
    public static async IAsyncEnumerable<BatchResult> RunAsync(
        IEnumerable<ProofRequest> requests,
        IProofPipeline pipeline,
        int width,
        TimeSpan timeout,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var window = new BatchWindow(pipeline);
        var index = 0;
        foreach (var request in requests)
        {
            if (request is null) throw new ArgumentException($"Request {index} of the batch is null.", nameof(requests));
            var start = time.GetTimestamp();
            while (await window.TrySubmitAsync(index, request, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                if (refusal.Type != ProofErrorType.QueueFull || time.GetElapsedTime(start) >= (request.Timeout ?? timeout))
                {
                    yield return Refused(index, request, refusal);
                    break;
                }

                if (window.Count > 0) yield return await window.NextAsync(cancellationToken).ConfigureAwait(false);
                else await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }

            while (window.Count >= width || window.HasNext) yield return await window.NextAsync(cancellationToken).ConfigureAwait(false);
            index++;
        }

        while (window.Count > 0) yield return await window.NextAsync(cancellationToken).ConfigureAwait(false);
    }

    private static BatchResult Refused(int index, ProofRequest request, ProofError refusal) =>
        new(index, request, ProofResult.Ended(refusal.RequestId ?? Guid.Empty, refusal, default, plan: null, attempts: 0));
}
