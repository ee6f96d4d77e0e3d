using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The last step: books the end of requests, tells sinks and log of it, and hands out the results.</summary>
internal sealed class ResultDesk(
    RequestBook book,
    IProofQueue queue,
    PermitDesk permits,
    EventOutlet events,
    ErrorSource errors,
    TimeProvider time,
    ILogger logger,
    Action queueChanged)
{
    /// <summary>Answers all who wait for a flight with its proof.</summary>
    public void Complete(Flight flight, ProofResult proved, in ProofTimings stages) =>
        HandOut(book.End(flight, proved, stages, error: null), flight, isShared: false);

    /// <summary>Answers all who wait for a flight with its error.</summary>
    public void Fail(Flight flight, ProofError error) => HandOut(book.End(flight, proved: null, default, error), flight, isShared: false);

    /// <summary>Ends one request, whether it waits or runs, and its flight if nobody else waits for it.</summary>
    /// <returns>False if it had ended before.</returns>
    public bool Leave(PendingRequest request, ProofErrorType type, string message)
    {
        var flight = request.Flight;
        var use = new ResourceUse(0, 0, time.GetElapsedTime(request.Submitted));
        var (ended, orphan, orphanWaited) = book.End(request, errors.Make(type, message, request.Id, flight, use));
        if (!ended) return false;
        if (orphan is not null)
        {
            orphan.Cancel();
            if (orphanWaited)
            {
                orphan.ClearSecrets();
                permits.GiveBackUnused(orphan);
                _ = DropAsync(orphan);
            }
        }

        HandOut([request], flight, isShared: orphan is null);
        return true;
    }

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

    /// <summary>Takes a flight that nobody waits for out of the queue.</summary>
    public async Task DropAsync(Flight flight)
    {
        try
        {
            await queue.RemoveAsync(flight.Id).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The dispatcher drops what it does not know, should it still be there.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ServiceFailed(nameof(IProofQueue), e.GetType().Name);
        }

        queueChanged(); // what was behind it may fit where it did not
    }

    /// <param name="ended">Requests that ended by one thing. The first stands for the proof, if it is not shared with others.</param>
    /// <param name="flight">What they waited for.</param>
    /// <param name="isShared">Whether others wait for the proof still.</param>
    private void HandOut(ReadOnlySpan<PendingRequest> ended, Flight? flight, bool isShared)
    {
        foreach (var request in ended)
        {
            var result = request.Result!;
            events.TellEnd(request, result, flight?.Plan.WorkUnits ?? 0, isShared);
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
