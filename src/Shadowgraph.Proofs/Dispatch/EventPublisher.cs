using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Tells what happens: the audit trail and the pipeline's own metrics at once, the sinks and who listens for traces each in its own time.
/// Every request that is told of has one end.
/// </summary>
internal sealed class EventPublisher(
    AuditRecorder audit,
    RefusalAggregator refusals,
    IReadOnlyList<IMetricsSink> sinks,
    ProofMetrics metrics,
    RequestTracing traces,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly BackgroundDelivery<ProofEvent>[] _deliveries =
        [.. sinks.Select(sink => new BackgroundDelivery<ProofEvent>(sink.GetType().Name, happened => sink.Record(happened), logger))];

    /// <summary>The activity that is to be current while a request's proof is made; null for none.</summary>
    public ValueTask<Activity?> ActivityOfAsync(PendingRequest request) => traces.ActivityOfAsync(request);

    /// <summary>A request came.</summary>
    public void TellRequested(PendingRequest request)
    {
        request.Trace = traces.Begin(request);
        Tell(ProofEventKind.Requested, request);
    }

    /// <summary>A request that begins a proof is in the queue, and was not refused.</summary>
    public void TellLetIn(PendingRequest request) => audit.Begin(request);

    /// <summary>Something happened to a request on its way; to a proof, in the name of its lead.</summary>
    public void Tell(ProofEventKind kind, PendingRequest request, InFlightProof? inFlight = null, ProofErrorType? error = null)
    {
        audit.Record(kind, request, inFlight, error);
        if (kind == ProofEventKind.Joined) request.Trace?.Join(inFlight?.Trace);
        if (_deliveries.Length == 0) return;
        Tell(new ProofEvent
        {
            Kind = kind,
            RequestId = request.Id,
            At = time.GetUtcNow(),
            Priority = request.Priority,
            Circuit = inFlight?.Plan.Size,
            LinkCount = inFlight?.Plan.LinkCount ?? 0,
            WorkUnits = inFlight?.Plan.WorkUnits ?? 0,
            Attempt = inFlight?.Attempts ?? 0,
            Error = error,
        });
    }

    /// <summary>A request was refused: this is its end.</summary>
    public void TellRefused(PendingRequest request, ProofErrorType error)
    {
        request.Trace?.End("refused", error);
        refusals.Record(request, error);
        Tell(ProofEventKind.Refused, request, error: error);
    }

    /// <summary>A request was withdrawn before it was let in: this is its end.</summary>
    public void TellWithdrawn(PendingRequest request)
    {
        request.Trace?.End("cancelled", ProofErrorType.ProofGenerationCancelled);
        refusals.Record(request, ProofErrorType.ProofGenerationCancelled);
        Tell(ProofEventKind.Cancelled, request, error: ProofErrorType.ProofGenerationCancelled);
    }

    /// <summary>A request that was let in has ended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="result">How.</param>
    /// <param name="workUnits">Work of its plan.</param>
    /// <param name="isShared">Whether the end of another request stands for its proof.</param>
    public void TellEnd(PendingRequest request, ProofResult result, long workUnits, bool isShared)
    {
        audit.RecordEnd(request, result);
        request.Trace?.End(result);
        var end = new ProofEvent
        {
            Kind = result.State switch
            {
                ProofState.Completed => ProofEventKind.Completed,
                ProofState.Cancelled => ProofEventKind.Cancelled,
                _ => ProofEventKind.Failed,
            },
            RequestId = request.Id,
            At = time.GetUtcNow(),
            Priority = request.Priority,
            Circuit = result.Circuit,
            LinkCount = result.LinkCount,
            WorkUnits = workUnits,
            Attempt = result.Attempts,
            IsShared = isShared,
            Timings = result.Timings,
            Resources = isShared ? default : result.Resources,
            Error = result.Error?.Type,
        };
        metrics.Record(end);
        Tell(end);
    }

    /// <summary>Has the audit trail record the refusals that are only counted as yet.</summary>
    public void FlushRefusals() => refusals.Flush();

    /// <summary>Waits until what was told has been delivered; a second at most.</summary>
    public Task DeliverAsync() =>
        Task.WhenAll([traces.WhenIdle, .. _deliveries.Select(delivery => delivery.WhenIdle)]).WaitAsync(Patience, time);

    private void Tell(in ProofEvent happened)
    {
        foreach (var delivery in _deliveries) delivery.Tell(happened);
    }
}
