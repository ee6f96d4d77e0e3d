using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Publishes events: to the audit trail and the pipeline's own metrics synchronously, to sinks and trace listeners in the background, each at
/// its own pace. Every published request has exactly one end event.
/// </summary>
internal sealed class EventPublisher(
    AuditRecorder audit,
    RefusalAudit refusals,
    IReadOnlyList<IMetricsSink> sinks,
    ProofMetrics metrics,
    RequestTracing traces,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly BackgroundDelivery<ProofEvent>[] _deliveries =
        [.. sinks.Select(sink => new BackgroundDelivery<ProofEvent>(sink.GetType().Name, happened => sink.Record(happened), logger))];

    /// <summary>The activity to set as current while a request's proof is made; null for none.</summary>
    public ValueTask<Activity?> ActivityOfAsync(PendingRequest request) => traces.ActivityOfAsync(request);

    /// <summary>A request arrived.</summary>
    public void TellRequested(PendingRequest request)
    {
        request.Trace = traces.Begin(request);
        Tell(ProofEventKind.Requested, request);
    }

    /// <summary>A request that begins a proof is in the queue, and was not refused.</summary>
    public void TellLetIn(PendingRequest request) => audit.Begin(request);

    /// <summary>Publishes a step of a request; a step of a proof is published under the proof's lead request.</summary>
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

    /// <summary>End event of a refused request.</summary>
    public void TellRefused(PendingRequest request, ProofErrorType error)
    {
        request.Trace?.End("refused", error);
        RecordRefusal(request, error);
        Tell(ProofEventKind.Refused, request, error: error);
    }

    /// <summary>End event of a request that was withdrawn before admission.</summary>
    public void TellWithdrawn(PendingRequest request)
    {
        request.Trace?.End("cancelled", ProofErrorType.ProofGenerationCancelled);
        RecordRefusal(request, ProofErrorType.ProofGenerationCancelled);
        Tell(ProofEventKind.Cancelled, request, error: ProofErrorType.ProofGenerationCancelled);
    }

    /// <summary>An admitted request has ended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="result">The result.</param>
    /// <param name="workUnits">Work of the plan.</param>
    /// <param name="isShared">Whether the end of a different request accounts for the proof.</param>
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

    /// <summary>Writes refusals to the audit trail that so far are only counted.</summary>
    public void FlushRefusals() => refusals.Flush();

    /// <summary>Waits, for one second at most, until all published events have been delivered.</summary>
    public Task DeliverAsync() =>
        Task.WhenAll([traces.WhenIdle, .. _deliveries.Select(delivery => delivery.WhenIdle)]).WaitAsync(Patience, time);

    private void RecordRefusal(PendingRequest request, ProofErrorType error)
    {
        // A request with an admission entry always gets an end entry.
        if (request.IsAudited) audit.RecordRefusal(request, error);
        else refusals.Record(request.Id, request.UserId, error);
    }

    private void Tell(in ProofEvent happened)
    {
        foreach (var delivery in _deliveries) delivery.Tell(happened);
    }
}
