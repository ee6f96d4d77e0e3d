using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The last step: books the end of requests, tells sinks and log of it, and hands out the results.</summary>
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
    /// <summary>Answers all who wait for a proof with its proof.</summary>
    public void Complete(InFlightProof inFlight, ProofResult proved, in ProofTimings stages) =>
        HandOut(requests.End(inFlight, proved, stages, error: null), inFlight, isShared: false);

    /// <summary>Answers all who wait for a proof with its error.</summary>
    public void Fail(InFlightProof inFlight, ProofError error) =>
        HandOut(requests.End(inFlight, proved: null, default, error), inFlight, isShared: false);

    /// <summary>Cancels one request, as somebody asked for.</summary>
    /// <returns>False if it had ended before.</returns>
    public bool Cancel(PendingRequest request, string message) => Leave(request, ProofErrorType.ProofGenerationCancelled, message);

    /// <summary>Cancels one request once its caller's token is cancelled.</summary>
    public CancellationTokenRegistration CancelWith(PendingRequest request, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? cancellationToken.UnsafeRegister(_ => Cancel(request, "The request was cancelled by its caller."), null)
            : default;

    /// <summary>Ends one request as the pipeline stops.</summary>
    public void Stop(PendingRequest request) => Leave(
        request, ProofErrorType.ProofGenerationCancelled, "The pipeline was stopped before the proof was done.", isByStop: true);

    /// <summary>Ends a request that has passed one of its deadlines, or says how long there is until the next.</summary>
    public TimeSpan Expire(PendingRequest request)
    {
        var elapsed = time.GetElapsedTime(request.Submitted);
        if (elapsed >= request.TotalTimeout)
        {
            Leave(request, ProofErrorType.ProofGenerationTimeout, $"The request was not done in {request.TotalTimeout}, its whole time.");
            return Timeout.InfiniteTimeSpan;
        }

        var left = request.TotalTimeout - elapsed;
        if (request.Started is null)
        {
            if (elapsed >= request.QueueTimeout)
            {
                Leave(
                    request, ProofErrorType.SystemOverload,
                    $"The request waited {request.QueueTimeout} for its turn, as long as it may. Come back later, or with a higher "
                    + "priority.");
                return Timeout.InfiniteTimeSpan;
            }

            if (request.QueueTimeout - elapsed < left) left = request.QueueTimeout - elapsed;
        }

        // Timers count whole milliseconds and may be early by a part of one.
        return left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left;
    }

    /// <summary>Takes a proof that nobody waits for out of the queue.</summary>
    public async Task DropAsync(InFlightProof inFlight)
    {
        try
        {
            await queue.RemoveAsync(inFlight.Id).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The dispatcher drops what it does not know, should it still be there.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ServiceFailed(nameof(IProofQueue), e.GetType().Name);
        }

        wake.Set(); // what was behind it may fit where it did not
    }

    /// <summary>Ends one request, whether it waits or runs, and its proof if nobody else waits for it.</summary>
    /// <returns>False if it had ended before.</returns>
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

    /// <param name="ended">Requests that ended by one thing. The first stands for the proof, if it is not shared with others.</param>
    /// <param name="inFlight">What they waited for.</param>
    /// <param name="isShared">Whether others wait for the proof still.</param>
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
