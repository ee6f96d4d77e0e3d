using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// A proof in the pipeline, and the equal requests that wait for the result. Guarded by the lock of <see cref="InFlightRequests"/>.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Cancel may arrive after completion, and it holds no unmanaged resource.")]
internal sealed class InFlightProof(PendingRequest first, AdmittedRequest admitted, PermitLease permit, ChangeSignal changes)
{
    private readonly CancellationTokenSource _cancellation = new();
    private PermitLease? _permit = permit;
    private bool _secretsReleased;

    /// <summary>The id of the first request, which is also the id in the queue.</summary>
    public Guid Id { get; } = first.Id;

    /// <summary>The log scope of the first request, in which the proof is made.</summary>
    public RequestScope Scope { get; } = first.Scope;

    /// <summary>The user of the first request; the proof holds a permit of this user.</summary>
    public ProofUserId UserId { get; } = first.UserId;

    /// <summary>The admitted first request, with the key under which the cache stores the proof.</summary>
    public AdmittedRequest Admitted => admitted;

    public ProofCacheKey Key => admitted.Key;

    public ProofJob Job => admitted.Job;

    /// <summary>The present plan. Before an attempt the plan has no threads.</summary>
    public ProofPlan Plan { get; set; } = admitted.Plan;

    /// <summary>The largest circuit of further attempts; set by the run.</summary>
    public CircuitSize MaxCircuitSize { get; set; } = admitted.Plan.Size;

    /// <summary>The most threads of further attempts, 0 for no limit; set by the run.</summary>
    public int MaxThreads { get; set; }

    /// <summary>Times of the stages of the successful attempt; set by the run.</summary>
    public ProofTimings Stages { get; set; }

    public ProofPriority Priority { get; set; } = first.Priority;

    public InFlightProofState State { get; set; }

    /// <summary>The place within the <see cref="WaitingLine"/>.</summary>
    public int Place { get; set; }

    /// <summary>Whether the dispatcher took the proof, ended or not: the run then releases the secrets.</summary>
    public bool WasBegun { get; set; }

    /// <summary>Requests that have not ended.</summary>
    public List<PendingRequest> Waiters { get; } = new(1);

    /// <summary>The request under which attempts are published: the longest waiting; after the end of all, the last request.</summary>
    public PendingRequest Lead { get; set; } = first;

    public ProgressState Progress { get; } = new(changes);

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    /// <summary>The trace of the first request, which is the parent of the attempts; null without listeners.</summary>
    public RequestTrace? Trace { get; } = first.Trace;

    /// <summary>Start of the present attempt, or the moment of the proof's turn.</summary>
    public long AttemptStarted { get; set; }

    /// <summary>Cancelled when no request waits any more.</summary>
    public CancellationToken Cancelled => _cancellation.Token;

    /// <summary>Cancels the proof. Only the pipeline's own callbacks, which are short, are registered with this token.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Hands out the permit of the proof to be returned, once.</summary>
    /// <returns>Null if the permit was handed out before.</returns>
    public PermitLease? TakePermit() => Interlocked.Exchange(ref _permit, null);

    public ProofQueueItem ToQueueItem(DateTimeOffset now) => new()
    {
        Id = Id,
        Priority = Priority,
        EnqueuedAt = now,
        Circuit = Plan.Size,
        LinkCount = Plan.LinkCount,
        EstimatedBytes = Plan.EstimatedBytes,
        WorkUnits = Plan.WorkUnits,
    };

    /// <summary>Ends the proof's hold on the copy of the subject's secret, once. To be called after the prover has returned.</summary>
    public void ReleaseSecrets()
    {
        if (!Interlocked.Exchange(ref _secretsReleased, true)) admitted.Dispose();
    }
}
