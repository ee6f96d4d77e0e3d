using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Proves a batch through a window: so many of its requests are in the pipeline at a time, and the next is read when one has ended and its
/// result was taken.
/// </summary>
internal static class BatchRun
{
    // Between two tries to get a request into a queue that is full of what others wait for.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Proves a batch. What has not ended when the enumeration does is cancelled.</summary>
    /// <param name="requests">Read as room is made. One that is null, or a source that throws, ends the batch with that exception.</param>
    /// <param name="pipeline">Where they are proved.</param>
    /// <param name="width">The most requests in the pipeline at a time, at least 1.</param>
    /// <param name="timeout">How long to try to get a request into a full queue, if it has no timeout of its own.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels what has not ended.</param>
    /// <returns>One result for each request, as they end; a refused request gives a failed one.</returns>
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
