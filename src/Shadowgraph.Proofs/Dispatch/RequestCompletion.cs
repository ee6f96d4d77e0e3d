using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The last step: records the end of requests, notifies sinks and log, and hands out the results.</summary>
internal sealed class RequestCompletion(
    InFlightRequests requests,
    IProofQueue queue,
    RateLimitCheck permits,
    EventPublisher events,
    ErrorSource errors,
    TimeProvider time,
    ILogger logger,
    WakeSignal wake)
{
    /// <summary>Answers all requests that wait for a proof with the result.</summary>
    public void Complete(InFlightProof inFlight, ProofResult proved, in ProofTimings stages) =>
        HandOut(requests.End(inFlight, proved, stages, error: null), inFlight, isShared: false);

    /// <summary>Answers all requests that wait for a proof with an error.</summary>
    public void Fail(InFlightProof inFlight, ProofError error) =>
        HandOut(requests.End(inFlight, proved: null, default, error), inFlight, isShared: false);

    /// <summary>Cancels a request on demand.</summary>
    /// <returns>False if the request had ended before.</returns>
    public bool Cancel(PendingRequest request, string message) => Leave(request, ProofErrorType.ProofGenerationCancelled, message);

    /// <summary>Cancels a request once the caller's token is cancelled.</summary>
    public CancellationTokenRegistration CancelWith(PendingRequest request, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? cancellationToken.UnsafeRegister(_ => Cancel(request, "The request was cancelled by its caller."), null)
            : default;

    /// <summary>Ends a request because the pipeline stops.</summary>
    public void Stop(PendingRequest request) => Leave(
        request, ProofErrorType.ProofGenerationCancelled, "The pipeline was stopped before the proof was done.", isByStop: true);

    /// <summary>Ends a request that has passed a deadline, or returns the time until the next deadline.</summary>
    public TimeSpan Expire(PendingRequest request)
    {
        var elapsed = time.GetElapsedTime(request.Submitted);
        if (elapsed >= request.TotalTimeout)
        {
            Leave(request, ProofErrorType.ProofGenerationTimeout, $"The request did not end within its timeout of {request.TotalTimeout}.");
            return Timeout.InfiniteTimeSpan;
        }

        var left = request.TotalTimeout - elapsed;
        if (request.Started is null)
        {
            if (elapsed >= request.QueueTimeout)
            {
                Leave(
                    request, ProofErrorType.SystemOverload,
                    $"The request waited {request.QueueTimeout} in the queue (QueueTimeout). Retry later, or with a higher priority.");
                return Timeout.InfiniteTimeSpan;
            }

            if (request.QueueTimeout - elapsed < left) left = request.QueueTimeout - elapsed;
        }

        // Timers count whole milliseconds and may fire a fraction of a millisecond early.
        return left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left;
    }

    /// <summary>Removes a proof from the queue for which no request waits.</summary>
    public async Task DropAsync(InFlightProof inFlight)
    {
        try
        {
            await queue.RemoveAsync(inFlight.Id).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // If the queue still holds the proof, the dispatcher drops the unknown id later.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ServiceFailed(nameof(IProofQueue), e.GetType().Name);
        }

        wake.Set(); // a proof behind the removed proof may fit now
    }

    /// <summary>Ends a request, waiting or running, and the proof if no further request waits for the proof.</summary>
    /// <returns>False if the request had ended before.</returns>
    private bool Leave(PendingRequest request, ProofErrorType type, string message, bool isByStop = false)
    {
        var inFlight = request.InFlight;
        var use = new ResourceUse { Duration = time.GetElapsedTime(request.Submitted) };
        var (ended, orphan, orphanWaited) = requests.End(
            request, errors.Make(type, message, request.Id, inFlight, use) with { IsByStop = isByStop });
        if (!ended) return false;
        if (orphan is not null)
        {
            orphan.Cancel();
            if (orphanWaited)
            {
                orphan.ReleaseSecrets();
                permits.GiveBackUnused(orphan);
                _ = DropAsync(orphan);
            }
        }

        HandOut([request], inFlight, isShared: orphan is null);
        return true;
    }

    /// <param name="ended">Requests with a common cause of their end. The first accounts for the proof, unless the proof is shared.</param>
    /// <param name="inFlight">The proof of the requests.</param>
    /// <param name="isShared">Whether further requests still wait for the proof.</param>
    private void HandOut(ReadOnlySpan<PendingRequest> ended, InFlightProof? inFlight, bool isShared)
    {
        foreach (var request in ended)
        {
            var result = request.Result!;
            events.TellEnd(request, result, inFlight?.Plan.WorkUnits ?? 0, isShared);
            isShared = true;
            switch (result.State)
            {
                case ProofState.Completed:
                    logger.Completed(request.Id, result.Circuit, result.LinkCount, result.Attempts, result.Timings.Total);
                    break;
                case ProofState.Cancelled:
                    logger.Cancelled(request.Id);
                    break;
                default:
                    logger.Failed(request.Id, result.Error!.Type, result.Attempts);
                    break;
            }

            request.Release();
        }
    }
}
