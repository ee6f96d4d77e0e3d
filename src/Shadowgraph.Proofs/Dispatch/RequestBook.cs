using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// All requests and flights, and every change of their state: who waits for what, who has ended and how. One lock, held for moments and
/// never while anybody else's code runs, makes each request end exactly once and keeps the numbers in step.
/// </summary>
internal sealed class RequestBook(
    ProofPipelineOptions options, TimeProvider time, LeasePool leases, GuardedPredictor predictor, ChangeSignal changes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, PendingRequest> _requests = [];
    private readonly Dictionary<ProofCacheKey, Flight> _flightsByKey = [];
    private readonly Dictionary<Guid, Flight> _flights = [];
    private readonly FinishedRequests _finished = new(options.FinishedCapacity);
    private readonly RequestCounts _counts = new();
    private readonly ProgressView _view = new(time, predictor, leases);
    private readonly WorkAhead _ahead = new();
    private readonly ChangeSignal _lineChanges = new();
    private long _numbers;
    private long _moments;
    private int _waitingFlights;
    private bool _closed;

    /// <summary>Whether new requests are let in.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock) return !_closed;
        }
    }

    public int WaitingFlights
    {
        get
        {
            lock (_lock) return _waitingFlights;
        }
    }

    /// <summary>Done when the next flight enters the line, leaves it or moves in it. To miss none: take it first, then look.</summary>
    public Task LineChanged => _lineChanges.Next;

    public PipelineStatistics Statistics
    {
        get
        {
            lock (_lock) return _counts.ToStatistics(leases);
        }
    }

    /// <summary>Lets no more requests in.</summary>
    /// <returns>False if that was so before.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            var first = !_closed;
            _closed = true;
            return first;
        }
    }

    /// <summary>Has a request join the flight of its equals.</summary>
    /// <returns>Null if there is none.</returns>
    public Boarding? TryJoin(PendingRequest request, ProofCacheKey key)
    {
        lock (_lock)
        {
            if (_closed) return Boarding.Closed;
            return _flightsByKey.TryGetValue(key, out var flight) ? Join(request, flight) : null;
        }
    }

    /// <summary>Has a request join the flight of its equals, or begin one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admitted">What it asks for.</param>
    /// <param name="permit">The flight's, if it begins one.</param>
    public Boarding Board(PendingRequest request, AdmittedRequest admitted, RateDecision permit)
    {
        lock (_lock)
        {
            if (_closed) return Boarding.Closed;
            if (_flightsByKey.TryGetValue(admitted.Key, out var flight)) return Join(request, flight);
            flight = new Flight(request, admitted, permit, changes);
            _flightsByKey.Add(flight.Key, flight);
            _flights.Add(flight.Id, flight);
            _waitingFlights++;
            _ahead.Enter(flight);
            _lineChanges.Pulse();
            Enter(request, flight);
            return new Boarding(flight, Joined: false, NeedsRaise: false);
        }
    }

    /// <summary>Takes note of a request that needs no flight.</summary>
    /// <returns>False if no more requests are let in.</returns>
    public bool Serve(PendingRequest request, ProofResult result)
    {
        lock (_lock)
        {
            if (_closed) return false;
            Number(request);
            request.Progress = new ProgressHub(changes);
            _counts.ServedFromCache++;
            Close(request, result);
            changes.Pulse();
            return true;
        }
    }

    /// <summary>Undoes a request that was not let in after all. Equal ones that came meanwhile are the flight's affair.</summary>
    /// <returns>False if it has ended meanwhile: then it was let in.</returns>
    public bool Withdraw(PendingRequest request, ProofError refusal)
    {
        lock (_lock)
        {
            if (request.Result is not null) return false;
            if (request.Flight is { } flight) Leave(flight, request);
            _requests.Remove(request.Id);
            _counts.Submitted--;
            if (request.Started is null) _counts.Waiting--;
            else _counts.Running--;

            // For who watches it, and so that nothing ends it once more.
            var result = ProofResult.Ended(request.Id, refusal, TimingsOf(request, default), plan: null, attempts: 0);
            request.End(result, request.Progress!.Current);
            return true;
        }
    }

    public void CountRefusal()
    {
        lock (_lock) _counts.Refused++;
    }

    public Flight? WaitingFlight(Guid id)
    {
        lock (_lock) return _flights.TryGetValue(id, out var flight) && flight.State == FlightState.Waiting ? flight : null;
    }

    /// <summary>A flight's turn has come.</summary>
    /// <returns>False if it has ended meanwhile.</returns>
    public bool Start(Flight flight)
    {
        lock (_lock)
        {
            if (flight.State != FlightState.Waiting) return false;
            flight.State = FlightState.Running;
            flight.WasBegun = true;
            _waitingFlights--;
            _ahead.Begin(flight);
            _lineChanges.Pulse();
            var now = time.GetTimestamp();
            flight.AttemptStarted = now;
            foreach (var request in flight.Waiters) Start(request, now);
            return true;
        }
    }

    public void BeginAttempt(Flight flight, ProofPlan plan)
    {
        lock (_lock)
        {
            flight.Attempts++;
            flight.Plan = plan;
            flight.AttemptStarted = time.GetTimestamp();
        }

        flight.Progress.Begin(flight.Attempts, plan.LinkCount);
    }

    public void Replan(Flight flight, ProofPlan plan)
    {
        lock (_lock) flight.Plan = plan;
    }

    /// <summary>Ends a flight and all requests that wait for it: with a proof, or with an error.</summary>
    /// <param name="flight">The flight.</param>
    /// <param name="proved">The proof; null if there is none.</param>
    /// <param name="stages">Where the prover's time went.</param>
    /// <param name="error">What went wrong; null if there is a proof.</param>
    /// <returns>The requests that ended by this; each is to be released.</returns>
    public PendingRequest[] End(Flight flight, ProofResult? proved, in ProofTimings stages, ProofError? error)
    {
        lock (_lock)
        {
            if (flight.State == FlightState.Ended) return [];
            PendingRequest[] requests = [.. flight.Waiters];
            foreach (var request in requests)
            {
                var timings = TimingsOf(request, stages);
                var plan = request.Started is null ? null : flight.Plan;
                Close(
                    request,
                    proved?.For(request.Id, timings)
                    ?? ProofResult.Ended(request.Id, error! with { RequestId = request.Id }, timings, plan, flight.Attempts));
            }

            flight.Waiters.Clear();
            Remove(flight);
            return requests;
        }
    }

    /// <summary>Ends one request; its flight goes on if others wait for it.</summary>
    /// <returns>Whether it ended by this; it is to be released then. And the flight that nobody waits for now.</returns>
    public (bool Ended, Flight? Orphan, bool OrphanWaited) End(PendingRequest request, ProofError error)
    {
        lock (_lock)
        {
            if (request.Result is not null || request.Flight is not { } flight) return default;
            var result = ProofResult.Ended(
                request.Id, error, TimingsOf(request, default), request.Started is null ? null : flight.Plan, flight.Attempts);
            Leave(flight, request);
            Close(request, result);
            flight.Progress.Pulse();
            if (flight.Waiters.Count > 0 || flight.State == FlightState.Ended) return (true, null, false);
            var waited = flight.State == FlightState.Waiting;
            Remove(flight);
            return (true, flight, waited);
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

    /// <summary>How much longer a request will take; null if nothing is known.</summary>
    public DurationPrediction? RemainingOf(PendingRequest request) => _view.Remaining(MomentOf(request));

    /// <summary>How long a request would take that came now; null if nothing is known.</summary>
    public DurationPrediction? Predict(ProofPlan plan, ProofPriority priority)
    {
        double ahead;
        lock (_lock) ahead = _ahead.Of(priority);
        return _view.Waiting(plan, ahead + plan.WorkUnits);
    }

    public IReadOnlyList<ProofStatus> List(Predicate<PendingRequest> which)
    {
        RequestMoment[] moments;
        lock (_lock) moments = [.. _requests.Values.Where(request => which(request)).OrderBy(request => request.Number).Select(Moment)];
        return [.. moments.Select(moment => ToStatus(moment))];
    }

    private Boarding Join(PendingRequest request, Flight flight)
    {
        var raised = request.Priority > flight.Priority;
        if (raised && flight.State == FlightState.Waiting)
        {
            _ahead.Raise(flight, request.Priority);
            _lineChanges.Pulse();
        }
        else if (raised)
        {
            flight.Priority = request.Priority;
        }

        Enter(request, flight);
        if (flight.State == FlightState.Running) Start(request, time.GetTimestamp());
        _counts.Joined++;
        return new Boarding(flight, Joined: true, NeedsRaise: raised && flight.State == FlightState.Waiting);
    }

    private void Enter(PendingRequest request, Flight flight)
    {
        Number(request);
        request.Flight = flight;
        request.Progress = flight.Progress;
        flight.Waiters.Add(request);
        _counts.Waiting++;
        changes.Pulse();
    }

    private static void Leave(Flight flight, PendingRequest request)
    {
        flight.Waiters.Remove(request);
        if (flight.Waiters.Count > 0) flight.Lead = flight.Waiters[0];
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

    private void Close(PendingRequest request, ProofResult result)
    {
        if (request.Started is null && !result.IsFromCache) _counts.Leave(time.GetElapsedTime(request.Submitted));
        _counts.End(result, request.Started is not null);
        request.End(result, request.Progress!.Current);
        if (_finished.Add(request.Id, request.UserId) is { } forgotten) _requests.Remove(forgotten);
    }

    private void Remove(Flight flight)
    {
        if (flight.State == FlightState.Waiting) _waitingFlights--;
        _ahead.End(flight);
        _lineChanges.Pulse();
        flight.State = FlightState.Ended;
        _flightsByKey.Remove(flight.Key);
        _flights.Remove(flight.Id);
        flight.Progress.Pulse();
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

    private RequestMoment MomentOf(PendingRequest request)
    {
        lock (_lock) return Moment(request);
    }

    private RequestMoment Moment(PendingRequest request)
    {
        var number = ++_moments;
        if (request.Flight is not { } flight) return new(number, request, request.Result, request.LastPoint, Plan: null, 0, 0, null);
        var waits = flight.State == FlightState.Waiting;
        return new(
            number, request, request.Result, flight.Progress.Current, flight.Plan, flight.AttemptStarted,
            waits ? _ahead.Of(flight) : flight.Plan.WorkUnits, waits ? _ahead.PositionOf(flight) : null);
    }

    private ProofProgress Report(in RequestMoment moment) => moment.Request.Report(_view.Of(moment), moment.Number);

    private ProofStatus ToStatus(in RequestMoment moment)
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
