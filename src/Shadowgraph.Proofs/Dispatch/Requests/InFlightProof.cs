using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// One proof on its way, and the equal requests that wait for it. Its mutable state belongs to the <see cref="InFlightRequests"/>.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Cancel may arrive after completion, and it holds no unmanaged resource.")]
internal sealed class InFlightProof(PendingRequest first, AdmittedRequest admitted, PermitLease permit, ChangeSignal changes)
{
    private readonly CancellationTokenSource _cancellation = new();
    private PermitLease? _permit = permit;
    private bool _secretsReleased;

    /// <summary>That of the request which began it; the queue knows it by this.</summary>
    public Guid Id { get; } = first.Id;

    /// <summary>Who began it, and took the permit for it.</summary>
    public ProofUserId UserId { get; } = first.UserId;

    /// <summary>What the cache keeps its proof by.</summary>
    public AdmittedRequest Admitted => admitted;

    public ProofCacheKey Key => admitted.Key;

    public ProofJob Job => admitted.Job;

    /// <summary>The present plan. Before an attempt it says nothing of threads.</summary>
    public ProofPlan Plan { get; set; } = admitted.Plan;

    /// <summary>The largest circuit of further attempts; set by its run.</summary>
    public CircuitSize MaxCircuitSize { get; set; } = admitted.Plan.Size;

    /// <summary>The most threads of further attempts, 0 for any number; set by its run.</summary>
    public int MaxThreads { get; set; }

    /// <summary>Where the time of the attempt that succeeded went; set by its run.</summary>
    public ProofTimings Stages { get; set; }

    public ProofPriority Priority { get; set; } = first.Priority;

    public InFlightProofState State { get; set; }

    /// <summary>For the <see cref="WaitingLine"/> that it stands in.</summary>
    public int Place { get; set; }

    /// <summary>Whether the dispatcher took it, ended or not: its run releases the secrets then.</summary>
    public bool WasBegun { get; set; }

    /// <summary>Requests that have not ended.</summary>
    public List<PendingRequest> Waiters { get; } = new(1);

    /// <summary>The request in whose name attempts are told of: the one that has waited longest; the last, once none waits.</summary>
    public PendingRequest Lead { get; set; } = first;

    public ProgressState Progress { get; } = new(changes);

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    /// <summary>That of the request which began it, below which its attempts are shown; null if nobody listens.</summary>
    public RequestTrace? Trace { get; } = first.Trace;

    /// <summary>When the present attempt began, or the proof's turn came.</summary>
    public long AttemptStarted { get; set; }

    /// <summary>Cancelled when nobody waits for it any more.</summary>
    public CancellationToken Cancelled => _cancellation.Token;

    /// <summary>Only the pipeline's own callbacks hang on this token, and they are quick.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Hands out the permit that was taken for it, to be given back: once.</summary>
    /// <returns>Null if it was handed out before.</returns>
    public PermitLease? TakePermit() => Interlocked.Exchange(ref _permit, null);

    public ProofQueueItem ToQueueItem(DateTimeOffset now) =>
        new(Id, Priority, now, Plan.Size, Plan.LinkCount, Plan.EstimatedBytes, Plan.WorkUnits);

    /// <summary>Ends the proof's hold on the copy of the subject's secret, once. Not before the prover has returned.</summary>
    public void ReleaseSecrets()
    {
        if (!Interlocked.Exchange(ref _secretsReleased, true)) admitted.Dispose();
    }
}
