using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Tells the sinks what happens. A sink that throws loses the event; that it does is logged once.</summary>
internal sealed class EventOutlet(IReadOnlyList<IMetricsSink> sinks, TimeProvider time, ILogger logger)
{
    private readonly bool[] _reported = new bool[sinks.Count];

    /// <summary>Tells of anything but the end of a request that was let in.</summary>
    public void Tell(ProofEventKind kind, PendingRequest request, Flight? flight = null, ProofErrorType? error = null)
    {
        if (sinks.Count == 0) return;
        Tell(new ProofEvent
        {
            Kind = kind,
            RequestId = request.Id,
            At = time.GetUtcNow(),
            Priority = request.Priority,
            Circuit = flight?.Plan.Size,
            LinkCount = flight?.Plan.LinkCount ?? 0,
            WorkUnits = flight?.Plan.WorkUnits ?? 0,
            Attempt = flight?.Attempts ?? 0,
            Error = error,
        });
    }

    /// <summary>Tells of the end of a request.</summary>
    public void TellEnd(PendingRequest request, ProofResult result, long workUnits)
    {
        if (sinks.Count == 0) return;
        Tell(new ProofEvent
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
            Timings = result.Timings,
            Error = result.Error?.Type,
        });
    }

    private void Tell(in ProofEvent happened)
    {
        for (var i = 0; i < sinks.Count; i++)
        {
            try
            {
                sinks[i].Record(happened);
            }
#pragma warning disable CA1031 // A broken sink must not cost the request its answer.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (Interlocked.Exchange(ref _reported[i], true)) continue;
                logger.ServiceFailed(sinks[i].GetType().Name, e.GetType().Name);
            }
        }
    }
}
