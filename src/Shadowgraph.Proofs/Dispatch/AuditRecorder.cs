using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Writes pipeline events to the audit trail. If the trail throws, the entry is lost; the failure is logged once.</summary>
internal sealed class AuditRecorder(IAuditTrail trail, ILogger logger)
{
    // Cached: Enum.ToString allocates a new string on every call.
    private static readonly string[] Circuits = Enum.GetNames<CircuitSize>();

    private bool _reported;

    /// <summary>
    /// Records the admission of a request, unless the entry exists already. Every method that records a step of a request calls Begin first,
    /// because a proof may begin before the submitting thread learns that the request is in the queue.
    /// </summary>
    public void Begin(PendingRequest request)
    {
        lock (request.Auditing)
        {
            if (request.IsAudited) return;
            request.IsAudited = true;
            Record(new AuditEvent { Action = AuditAction.Requested, RequestId = request.Id, UserId = request.UserId });
        }
    }

    /// <summary>Records a step of an admitted request. Some kinds of events are not part of the trail.</summary>
    public void Record(ProofEventKind kind, PendingRequest request, InFlightProof? inFlight, ProofErrorType? error)
    {
        if (ActionOf(kind) is not { } action) return;

        // An attempt that began while its last request ended has no request left.
        if (action is AuditAction.Started or AuditAction.Retried or AuditAction.FellBack && request.Result is not null) return;
        Begin(request);
        Record(new AuditEvent
        {
            Action = action,
            RequestId = request.Id,
            UserId = request.UserId,
            Error = error,
            Attempt = inFlight?.Attempts ?? 0,
            Detail = action switch
            {
                AuditAction.Joined => inFlight!.Id.ToString(),
                AuditAction.Started => NameOf(inFlight!.Plan.Size),
                _ => null,
            },
        });
    }

    /// <summary>Records the end of an admitted request.</summary>
    public void RecordEnd(PendingRequest request, ProofResult result)
    {
        Begin(request);
        Record(new AuditEvent
        {
            Action = result.State switch
            {
                ProofState.Completed => AuditAction.Completed,
                ProofState.Cancelled => AuditAction.Cancelled,
                _ => AuditAction.Failed,
            },
            RequestId = request.Id,
            UserId = request.UserId,
            Error = result.Error?.Type,
            Attempt = result.Attempts,
            Detail = result.Circuit is { } circuit ? NameOf(circuit) : null,
        });
    }

    /// <summary>Records the refusal of a request.</summary>
    public void RecordRefusal(PendingRequest request, ProofErrorType error) => Record(new AuditEvent
    {
        Action = AuditAction.Refused,
        RequestId = request.Id,
        UserId = request.UserId,
        Error = error,
    });

    public void Record(in AuditEvent happened)
    {
        try
        {
            trail.Record(happened);
        }
#pragma warning disable CA1031 // A broken trail must not cost the request its answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!Interlocked.Exchange(ref _reported, true)) logger.ServiceFailed(nameof(IAuditTrail), e.GetType().Name);
        }
    }

    private static AuditAction? ActionOf(ProofEventKind kind) => kind switch
    {
        ProofEventKind.ServedFromCache => AuditAction.ServedFromCache,
        ProofEventKind.Joined => AuditAction.Joined,
        ProofEventKind.Started => AuditAction.Started,
        ProofEventKind.Retried => AuditAction.Retried,
        ProofEventKind.FellBack => AuditAction.FellBack,
        _ => null,
    };

    private static string NameOf(CircuitSize size) => Circuits[(int)size];
}
