using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The path of a request from submission into the queue, step by step: workers, access, plan, cache, equal requests, rate limit, queue. Each step may
/// refuse or answer the request.
/// </summary>
internal sealed class RequestEntry(
    string? key,
    ProofPipelineOptions options,
    TimeProvider time,
    IProofQueue queue,
    AccessCheck access,
    Admission admission,
    CachedProofLookup cache,
    RateLimitCheck permits,
    InFlightRequests requests,
    RequestCompletion completion,
    LeasePool leases,
    EventPublisher events,
    ErrorSource errors,
    WakeSignal wake,
    ILogger logger)
{
    private TimerCallback Expired => field ??= OnExpired;

    /// <summary>Admits a request, answers it from the cache, or returns the earlier request with the same id.</summary>
    /// <exception cref="ProofErrorException">The request is refused.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<PendingRequest> EnterAsync(ProofRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingRequest(new RequestScope(Guid.NewGuid(), key), request, time.GetUtcNow(), time.GetTimestamp(), options);
        using var scope = logger.BeginScope(pending.Scope);
        var isTold = false;
        try
        {
            if (await FindRepeatedAsync(pending, cancellationToken).ConfigureAwait(false) is { } repeated)
            {
                await access.RequireAsync(pending, cancellationToken).ConfigureAwait(false);
                return repeated;
            }

            isTold = true;
            events.TellRequested(pending);
            RequireWorkers();
            await access.RequireAsync(pending, cancellationToken).ConfigureAwait(false);
            await FindOrEnqueueAsync(pending, request, cancellationToken).ConfigureAwait(false);
            return pending;
        }
        catch (ProofErrorException e)
        {
            var error = e.Error with { RequestId = pending.Id, OccurredAt = time.GetUtcNow() };
            if (!isTold) events.TellRequested(pending);
            requests.CountRefusal();
            events.TellRefused(pending, error.Type);
            logger.Refused(pending.Id, error.Type);
            throw new ProofErrorException(error);
        }
        catch (OperationCanceledException) when (pending.Progress is null)
        {
            // The request was not among the requests in flight yet, which otherwise publish the end.
            if (isTold) events.TellWithdrawn(pending);
            throw;
        }
        finally
        {
            requests.Settle(pending);
        }
    }

    /// <summary>Finds an earlier request with the same id and user, once its entry has finished; claims the id if there is none.</summary>
    /// <exception cref="ProofErrorException">The earlier request has different content.</exception>
    private async ValueTask<PendingRequest?> FindRepeatedAsync(PendingRequest pending, CancellationToken cancellationToken)
    {
        while (true)
        {
            var first = requests.Claim(pending);
            if (first == pending) return null;
            await first.Settled.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (requests.Find(first.Id) is not null) return first;

            // The earlier request was refused or withdrawn, and the id is free again.
        }
    }

    private async Task FindOrEnqueueAsync(PendingRequest pending, ProofRequest request, CancellationToken cancellationToken)
    {
        if (await FindOrJoinAsync(pending, request, cancellationToken).ConfigureAwait(false) is not { } join) return;
        if (join.IsClosed) throw Stopped();
        events.Tell(join.Joined ? ProofEventKind.Joined : ProofEventKind.Queued, pending, join.InFlight);
        pending.Arm(time, completion.Expire(pending), Expired);
        var queued = !join.Joined ? EnqueueAsync(pending, join.InFlight)
            : join.NeedsRaise ? RaiseAsync(join.InFlight)
            : Task.CompletedTask;

        if (queued.IsCompleted)
        {
            await queued.ConfigureAwait(false);
            return;
        }

        // A slow queue must outlast neither the request's own deadlines nor its caller's token.
        using var registration = completion.CancelWith(pending, cancellationToken);
        if (await Task.WhenAny(queued, pending.Completion).ConfigureAwait(false) != queued)
        {
            queued.Forget();
        }
        else
        {
            await queued.ConfigureAwait(false);
        }

        if (pending.Result is { State: ProofState.Cancelled }) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>Null if the request was answered from the cache.</returns>
    private async ValueTask<JoinResult?> FindOrJoinAsync(PendingRequest pending, ProofRequest request, CancellationToken cancellationToken)
    {
        // A begun proof has its own hold on the secret.
        using var admitted = admission.Admit(pending.Id, request);
        if (await cache.FindAsync(pending, admitted, cancellationToken).ConfigureAwait(false) is not { } cached)
            return await JoinOrAcquireAsync(pending, admitted, cancellationToken).ConfigureAwait(false);
        Serve(pending, cached);
        return null;
    }

    private void Serve(PendingRequest pending, ProofResult cached)
    {
        if (!requests.Serve(pending, cached)) throw Stopped();
        events.Tell(ProofEventKind.ServedFromCache, pending);
        events.TellEnd(pending, cached, workUnits: 0, isShared: false);
        pending.Release();
    }

    /// <summary>Joins an equal request, which is free, or begins a proof, which takes a permit.</summary>
    private async ValueTask<JoinResult> JoinOrAcquireAsync(
        PendingRequest pending, AdmittedRequest admitted, CancellationToken cancellationToken)
    {
        if (requests.TryJoin(pending, admitted.Key) is { } joined) return joined;
        var permit = await permits.TakeAsync(pending, cancellationToken).ConfigureAwait(false);

        // An equal request may have been admitted meanwhile.
        var join = requests.JoinOrBegin(pending, admitted, permit);
        if (join.IsClosed || join.Joined) permits.GiveBack(permit);
        return join;
    }

    /// <summary>Enqueues a proof, even if the request that began the proof has ended: equal requests may have joined.</summary>
    private async Task EnqueueAsync(PendingRequest pending, InFlightProof inFlight)
    {
        ProofError refusal;
        try
        {
            var item = inFlight.ToQueueItem(time.GetUtcNow());
            if (await queue.TryEnqueueAsync(item).ConfigureAwait(false))
            {
                events.TellLetIn(pending);
                if (inFlight.State == InFlightProofState.Ended) await completion.DropAsync(inFlight).ConfigureAwait(false);

                // A request that joined meanwhile could not raise the priority of an item that was not yet in the queue.
                else if (inFlight.Priority > item.Priority) await RaiseAsync(inFlight).ConfigureAwait(false);

                // Without a free slot, the return of a lease wakes the dispatcher.
                if (leases.HasSlot) wake.Set();
                return;
            }

            refusal = errors.Make(
                ProofErrorType.QueueFull, $"The queue is full ({queue.Capacity} waiting). Retry later.", pending.Id, inFlight);
        }
#pragma warning disable CA1031 // The queue belongs to the host: the caller gets a typed error.
        catch (Exception e)
#pragma warning restore CA1031
        {
            refusal = errors.Classify(e, pending.Id, ProofStage.Admission, inFlight);
        }

        if (Refuse(pending, inFlight, refusal)) throw new ProofErrorException(refusal);
    }

    /// <returns>False if the request has ended for a different reason.</returns>
    private bool Refuse(PendingRequest pending, InFlightProof inFlight, ProofError refusal)
    {
        var withdrawn = requests.Withdraw(pending, refusal);
        if (withdrawn) pending.Disarm();

        // Equal requests that joined meanwhile were admitted: the error becomes their result.
        completion.Fail(inFlight, refusal);

        // A failing queue may have stored the item nevertheless: the dispatcher may have begun the proof, and the run then releases the secrets.
        inFlight.Cancel();
        if (inFlight.WasBegun) return withdrawn;
        inFlight.ReleaseSecrets();
        permits.GiveBack(inFlight);
        return withdrawn;
    }

    private async Task RaiseAsync(InFlightProof inFlight)
    {
        try
        {
            await queue.RaiseAsync(inFlight.Id, inFlight.Priority).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The proof then waits at its old priority.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ServiceFailed(nameof(IProofQueue), e.GetType().Name);
        }

        wake.Set(); // the proof may be next now, and fit where its predecessor did not
    }

    private void OnExpired(object? state)
    {
        var pending = (PendingRequest)state!;
        if (completion.Expire(pending) is { Ticks: > 0 } left) pending.Arm(time, left, Expired);
    }

    private void RequireWorkers()
    {
        if (!requests.IsOpen) throw Stopped();
        if (!leases.IsExhausted) return;
        throw new ProofErrorException(new ProofError(
            ProofErrorType.WorkerUnavailable,
            $"{leases.Abandoned} cancelled provers are still running (limit: {nameof(ProofPipelineOptions.MaxAbandoned)} = "
            + $"{options.MaxAbandoned}). Retry later; if the number does not fall, restart the process."));
    }

    private static ProofErrorException Stopped() => new(new ProofError(
        ProofErrorType.WorkerUnavailable, "The pipeline has been stopped and takes no more requests. Ask another instance.")
    {
        IsByStop = true,
    });
}
