using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// All requests and proofs, and every change of their state: which requests wait for which proof, and which have ended and how. A single lock,
/// held briefly and never while foreign code runs, makes each request end exactly once and keeps the counters consistent.
/// </summary>
internal sealed class InFlightRequests(
    ProofPipelineOptions options, TimeProvider time, LeasePool leases, FailSafePredictor predictor, ChangeSignal changes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, PendingRequest> _requests = [];
    private readonly Dictionary<(ProofUserId User, Guid Id), PendingRequest> _claims = [];
    private readonly Dictionary<ProofCacheKey, InFlightProof> _byKey = [];
    private readonly Dictionary<Guid, InFlightProof> _proofs = [];
    private readonly FinishedRequests _finished = new(options.FinishedCapacity);
    private readonly RequestCounts _counts = new();
    private readonly ProgressFormatter _view = new(time, predictor, leases);
    private readonly Backlog _backlog = new();
    private readonly ChangeSignal _lineChanges = new();
    private long _numbers;
    private long _moments;
    private int _waitingProofs;
    private bool _closed;

    /// <summary>Whether new requests are admitted.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock) return !_closed;
        }
    }

    /// <summary>Whether a proof waits. Without the lock: the answer covers all that happened before the caller's last lock.</summary>
    public bool HasWaiting => Volatile.Read(ref _waitingProofs) > 0;

    public int WaitingCount
    {
        get
        {
            lock (_lock) return _waitingProofs;
        }
    }

    /// <summary>
    /// Completes when the next proof enters the line, leaves the line or changes position. Read this property before the state, or a change may be missed.
    /// </summary>
    public Task LineChanged => _lineChanges.Next;

    public PipelineStatistics Statistics
    {
        get
        {
            lock (_lock) return _counts.ToStatistics(leases);
        }
    }

    /// <summary>Stops admission of requests.</summary>
    /// <returns>False if admission was stopped before.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            var first = !_closed;
            _closed = true;
            return first;
        }
    }

    /// <summary>Claims the id that the user gave a request; ids are separate per user.</summary>
    /// <returns>The holder of the id: this request, also if no id was given, or an earlier request that is still known.</returns>
    /// <exception cref="ProofErrorException">The earlier request has different content.</exception>
    public PendingRequest Claim(PendingRequest request)
    {
        if (request.ClientId is not { } id) return request;
        lock (_lock)
        {
            if (!_claims.TryGetValue((request.UserId, id), out var first))
            {
                _claims.Add((request.UserId, id), request);
                return request;
            }

            if (request.Content.Span.SequenceEqual(first.Content.Span)) return first;
        }

        throw new ProofErrorException(new ProofError(
            ProofErrorType.RequestConflict,
            $"The user has submitted a request with the id {id} and other content. Repeat that content, or use another id."));
    }

    /// <summary>A request was admitted or refused. Releases the claimed id if the request is not known afterwards.</summary>
    public void Settle(PendingRequest request)
    {
        if (request.ClientId is null) return;
        lock (_lock)
        {
            if (!_requests.ContainsKey(request.Id)) Unclaim(request);
        }

        request.Settle();
    }

    /// <summary>Lets a request join the proof of an equal request.</summary>
    /// <returns>Null if there is no such proof.</returns>
    public JoinResult? TryJoin(PendingRequest request, ProofCacheKey key)
    {
        lock (_lock)
        {
            if (_closed) return JoinResult.Closed;
            return _byKey.TryGetValue(key, out var inFlight) ? Join(request, inFlight) : null;
        }
    }

    /// <summary>Lets a request join the proof of an equal request, or begin a proof.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admitted">The job and plan of the request.</param>
    /// <param name="permit">The permit for a new proof.</param>
    public JoinResult JoinOrBegin(PendingRequest request, AdmittedRequest admitted, PermitLease permit)
    {
        lock (_lock)
        {
            if (_closed) return JoinResult.Closed;
            if (_byKey.TryGetValue(admitted.Key, out var inFlight)) return Join(request, inFlight);
            admitted.Hold(); // until ReleaseSecrets
            inFlight = new InFlightProof(request, admitted, permit, changes);
            _byKey.Add(inFlight.Key, inFlight);
            _proofs.Add(inFlight.Id, inFlight);
            _waitingProofs++;
            _backlog.Enter(inFlight);
            _lineChanges.Pulse();
            Enter(request, inFlight);
            return new JoinResult(inFlight, Joined: false, NeedsRaise: false);
        }
    }

    /// <summary>Registers a request that needs no proof.</summary>
    /// <returns>False if admission has stopped.</returns>
    public bool Serve(PendingRequest request, ProofResult result)
    {
        lock (_lock)
        {
            if (_closed) return false;
            Number(request);
            request.Progress = new ProgressState(changes);
            _counts.ServedFromCache++;
            Finish(request, result);
            changes.Pulse();
            return true;
        }
    }

    /// <summary>Undoes the registration of a request that failed to enter the queue. Equal requests that joined meanwhile stay with the proof.</summary>
    /// <returns>False if the request has ended meanwhile: an ended request counts as admitted.</returns>
    public bool Withdraw(PendingRequest request, ProofError refusal)
    {
        lock (_lock)
        {
            if (request.Result is not null) return false;
            if (request.InFlight is { } inFlight) Leave(inFlight, request);
            _requests.Remove(request.Id);
            _counts.Submitted--;
            if (request.Started is null) _counts.Waiting--;
            else _counts.Running--;

            // The result informs watchers of the request, and prevents a second end.
            var result = ProofResult.Ended(request.Id, refusal, TimingsOf(request, default), plan: null, attempts: 0);
            request.End(result, request.Progress!.Current);
            return true;
        }
    }

    public void CountRefusal()
    {
        lock (_lock) _counts.Refused++;
    }

    public InFlightProof? WaitingProof(Guid id)
    {
        lock (_lock) return _proofs.TryGetValue(id, out var inFlight) && inFlight.State == InFlightProofState.Waiting ? inFlight : null;
    }

    /// <summary>A proof's turn has come.</summary>
    /// <returns>False if the proof has ended meanwhile.</returns>
    public bool Start(InFlightProof inFlight)
    {
        lock (_lock)
        {
            if (inFlight.State != InFlightProofState.Waiting) return false;
            inFlight.State = InFlightProofState.Running;
            inFlight.WasBegun = true;
            _waitingProofs--;
            _backlog.Begin(inFlight);
            _lineChanges.Pulse();
            var now = time.GetTimestamp();
            inFlight.AttemptStarted = now;
            foreach (var request in inFlight.Waiters) Start(request, now);
            return true;
        }
    }

    public void BeginAttempt(InFlightProof inFlight, ProofPlan plan)
    {
        lock (_lock)
        {
            inFlight.Attempts++;
            inFlight.Plan = plan;
            inFlight.AttemptStarted = time.GetTimestamp();
        }

        inFlight.Progress.Begin(inFlight.Attempts, plan.LinkCount);
    }

    public void Replan(InFlightProof inFlight, ProofPlan plan)
    {
        lock (_lock) inFlight.Plan = plan;
    }

    /// <summary>Ends a proof and all requests that wait for the proof: with a result, or with an error.</summary>
    /// <param name="inFlight">The proof.</param>
    /// <param name="proved">The result; null on failure.</param>
    /// <param name="stages">Where the prover's time went.</param>
    /// <param name="error">The error; null on success.</param>
    /// <returns>The requests that ended by this call; the caller must release each.</returns>
    public PendingRequest[] End(InFlightProof inFlight, ProofResult? proved, in ProofTimings stages, ProofError? error)
    {
        lock (_lock)
        {
            if (inFlight.State == InFlightProofState.Ended) return [];
            PendingRequest[] requests = [.. inFlight.Waiters];
            foreach (var request in requests)
            {
                var timings = TimingsOf(request, stages);
                var plan = request.Started is null ? null : inFlight.Plan;
                Finish(
                    request,
                    proved?.For(request.Id, timings)
                    ?? ProofResult.Ended(request.Id, error! with { RequestId = request.Id }, timings, plan, inFlight.Attempts));
            }

            inFlight.Waiters.Clear();
            Remove(inFlight);
            return requests;
        }
    }

    /// <summary>Ends a request; the proof continues if further requests wait.</summary>
    /// <returns>Whether this call ended the request, which the caller must then release; and the proof for which no request waits now.</returns>
    public (bool Ended, InFlightProof? Orphan, bool OrphanWaited) End(PendingRequest request, ProofError error)
    {
        lock (_lock)
        {
            if (request.Result is not null || request.InFlight is not { } inFlight) return default;
            var result = ProofResult.Ended(
                request.Id, error, TimingsOf(request, default), request.Started is null ? null : inFlight.Plan, inFlight.Attempts);
            Leave(inFlight, request);
            Finish(request, result);
            inFlight.Progress.Pulse();
            if (inFlight.Waiters.Count > 0 || inFlight.State == InFlightProofState.Ended) return (true, null, false);
            var waited = inFlight.State == InFlightProofState.Waiting;
            Remove(inFlight);
            return (true, inFlight, waited);
        }
    }

    public PendingRequest? Find(Guid id)
    {
        lock (_lock) return _requests.GetValueOrDefault(id);
    }

    public IReadOnlyList<PendingRequest> Unfinished(Predicate<PendingRequest> which)
    {
        lock (_lock) return [.. _requests.Values.Where(request => request.Result is null && which(request))];
    }

    public ProofStatus StatusOf(PendingRequest request) => ToStatus(MomentOf(request));

    public ProofProgress ProgressOf(PendingRequest request) => Report(MomentOf(request));

    /// <summary>The remaining time of a request; null without a prediction.</summary>
    public DurationPrediction? RemainingOf(PendingRequest request) => _view.Remaining(MomentOf(request));

    /// <summary>The duration of a request submitted now; null without a prediction.</summary>
    public DurationPrediction? Predict(ProofPlan plan, ProofPriority priority)
    {
        double ahead;
        lock (_lock) ahead = _backlog.Of(priority);
        return _view.Waiting(plan, ahead + plan.WorkUnits);
    }

    public IReadOnlyList<ProofStatus> List(Predicate<PendingRequest> which)
    {
        RequestSnapshot[] moments;
        lock (_lock) moments = [.. _requests.Values.Where(request => which(request)).OrderBy(request => request.Number).Select(Moment)];
        return [.. moments.Select(moment => ToStatus(moment))];
    }

    private JoinResult Join(PendingRequest request, InFlightProof inFlight)
    {
        var raised = request.Priority > inFlight.Priority;
        if (raised && inFlight.State == InFlightProofState.Waiting)
        {
            _backlog.Raise(inFlight, request.Priority);
            _lineChanges.Pulse();
        }
        else if (raised)
        {
            inFlight.Priority = request.Priority;
        }

        Enter(request, inFlight);
        if (inFlight.State == InFlightProofState.Running) Start(request, time.GetTimestamp());
        _counts.Joined++;
        return new JoinResult(inFlight, Joined: true, NeedsRaise: raised && inFlight.State == InFlightProofState.Waiting);
    }

    private void Enter(PendingRequest request, InFlightProof inFlight)
    {
        Number(request);
        request.InFlight = inFlight;
        request.Progress = inFlight.Progress;
        inFlight.Waiters.Add(request);
        _counts.Waiting++;
        changes.Pulse();
    }

    private static void Leave(InFlightProof inFlight, PendingRequest request)
    {
        inFlight.Waiters.Remove(request);
        if (inFlight.Waiters.Count > 0) inFlight.Lead = inFlight.Waiters[0];
    }

    private void Number(PendingRequest request)
    {
        request.Number = ++_numbers;
        _requests.Add(request.Id, request);
        _counts.Submitted++;
    }

    private void Start(PendingRequest request, long now)
    {
        request.Started = now;
        _counts.Start(time.GetElapsedTime(request.Submitted, now));
    }

    private void Finish(PendingRequest request, ProofResult result)
    {
        if (request.Started is null && !result.IsFromCache) _counts.Leave(time.GetElapsedTime(request.Submitted));
        _counts.End(result, request.Started is not null);
        request.End(result, request.Progress!.Current);
        if (_finished.Add(request.Id, request.UserId) is { } forgotten) Forget(forgotten);
    }

    private void Forget(Guid id)
    {
        if (_requests.Remove(id, out var request)) Unclaim(request);
    }

    private void Unclaim(PendingRequest request)
    {
        if (request.ClientId is not { } id) return;
        if (_claims.TryGetValue((request.UserId, id), out var holder) && holder == request) _claims.Remove((request.UserId, id));
    }

    private void Remove(InFlightProof inFlight)
    {
        if (inFlight.State == InFlightProofState.Waiting) _waitingProofs--;
        _backlog.End(inFlight);
        _lineChanges.Pulse();
        inFlight.State = InFlightProofState.Ended;
        _byKey.Remove(inFlight.Key);
        _proofs.Remove(inFlight.Id);
        inFlight.Progress.Pulse();
    }

    private ProofTimings TimingsOf(PendingRequest request, in ProofTimings stages)
    {
        var now = time.GetTimestamp();
        var started = request.Started ?? now;
        return stages with
        {
            Queued = ProverFigures.Bounded(time.GetElapsedTime(request.Submitted, started)),
            Processing = ProverFigures.Bounded(time.GetElapsedTime(started, now)),
            Total = ProverFigures.Bounded(time.GetElapsedTime(request.Submitted, now)),
        };
    }

    private RequestSnapshot MomentOf(PendingRequest request)
    {
        lock (_lock) return Moment(request);
    }

    private RequestSnapshot Moment(PendingRequest request)
    {
        var number = ++_moments;
        if (request.InFlight is not { } inFlight) return new(number, request, request.Result, request.LastPoint, Plan: null, 0, 0, null);
        var waits = inFlight.State == InFlightProofState.Waiting;
        return new(
            number, request, request.Result, inFlight.Progress.Current, inFlight.Plan, inFlight.AttemptStarted,
            waits ? _backlog.Of(inFlight) : inFlight.Plan.WorkUnits, waits ? _backlog.PositionOf(inFlight) : null);
    }

    private ProofProgress Report(in RequestSnapshot moment) => moment.Request.Report(_view.Of(moment), moment.Number);

    private ProofStatus ToStatus(in RequestSnapshot moment)
    {
        var progress = Report(moment);
        return new ProofStatus
        {
            Id = moment.Request.Id,
            UserId = moment.Request.UserId,
            Priority = moment.Request.Priority,
            State = progress.State,
            SubmittedAt = moment.Request.SubmittedAt,
            Progress = progress,
            Error = moment.Result?.Error?.Type,
        };
    }
}
