using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>The pipeline: composes the steps that a request passes, in their order. Hosts get it from AddProofPipeline.</summary>
public sealed class ProofPipeline : IProofPipeline
{
    private static readonly TimeSpan EstimateInterval = TimeSpan.FromSeconds(1);

    private readonly ProofPipelineOptions _options;
    private readonly TimeProvider _time;
    private readonly IProofQueue _queue;
    private readonly GuardedLogger _logger;
    private readonly ErrorSource _errors;
    private readonly EventOutlet _events;
    private readonly LeasePool _leases;
    private readonly RequestBook _book;
    private readonly AccessDesk _access;
    private readonly Admission _admission;
    private readonly GuardedCache _proofs;
    private readonly CacheDesk _cache;
    private readonly PermitDesk _permits;
    private readonly ResultDesk _desk;
    private readonly Dispatcher _dispatcher;
    private readonly StopSequence _stop;
    private readonly ChangeSignal _changes = new();
    private readonly TimerCallback _expired;
    private long _snapshots;

    internal ProofPipeline(PipelineServices services)
    {
        _options = services.Options;
        _expired = Expired;
        _time = services.Time;
        _queue = services.Queue;
        _logger = new GuardedLogger(services.Logger);
        _errors = new ErrorSource(services.Classifier, _time, _logger);
        var audit = new AuditDesk(services.Audit, _logger);
        foreach (var part in ConfigurationText.Of(_options))
            audit.Record(new AuditEvent { Action = AuditAction.Configuration, Detail = part });
        var refusals = new RefusalAggregator(_options.Audit.RefusalWindow, _time, happened => audit.Record(happened));
        _events = new EventOutlet(audit, refusals, services.Sinks, services.Metrics, new TraceDesk(_time, _logger), _time, _logger);
        _leases = new LeasePool(_options, LeaseReturned, _time, LimitOf(services.Prover));
        if (_leases.Slots < _options.MaxConcurrency) _logger.ConcurrencyCut(_options.MaxConcurrency, _leases.Slots);
        var predictor = new GuardedPredictor(services.Predictor, _logger);
        _book = new RequestBook(_options, _time, _leases, predictor, _changes);
        services.Metrics.Follow(() => Statistics);
        _access = new AccessDesk(services.Access, _time, _logger);
        _admission = new Admission(services, _errors, _leases);
        _proofs = new GuardedCache(
            services.Cache, new CacheKeys(services.Prover, isShared: services.Cache is not MemoryProofCache, _time), _time, _logger);
        _cache = new CacheDesk(_proofs, services.Validator, _time, _logger);
        _permits = new PermitDesk(services.Limiter, _options.RateLimit, _time, _logger);
        _desk = new ResultDesk(_book, _queue, _permits, _events, _errors, _time, _logger, WakeDispatcher);
        _dispatcher = new Dispatcher(
            new FlightCrew
            {
                Options = _options,
                Time = _time,
                Logger = _logger,
                Prover = services.Prover,
                Validator = services.Validator,
                Cache = _proofs,
                Recovery = new RecoveryPolicy(services.Strategies, _time, _logger),
                Errors = _errors,
                Events = _events,
                Leases = _leases,
                Predictor = predictor,
                Book = _book,
                Admission = _admission,
                Desk = _desk,
            },
            _queue);
        _stop = new StopSequence(_book, _desk, _dispatcher, _events, _options, _time, _changes, _logger);
    }

    /// <inheritdoc/>
    public PipelineStatistics Statistics
    {
        get
        {
            var statistics = _book.Statistics;
            var cache = _proofs.Statistics ?? new ProofCacheStatistics { Hits = statistics.ServedFromCache };
            return statistics with { Cache = cache with { Joins = statistics.Joined } };
        }
    }

    /// <inheritdoc/>
    public async Task<ProofResult> ProveAsync(
        ProofRequest request, IProgress<ProofProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var pending = await EnterAsync(request, cancellationToken).ConfigureAwait(false);
        using var registration = CancelWith(pending, cancellationToken);
        var pump = progress is null
            ? null
            : new ProgressPump(progress, WatchAsync(pending, CancellationToken.None), pending.Id, _time, _logger);
        var result = await pending.Completion.ConfigureAwait(false);
        if (pump is not null) await pump.FinishAsync().ConfigureAwait(false);
        if (result.State == ProofState.Cancelled) cancellationToken.ThrowIfCancellationRequested();
        return result.EnsureCompleted();
    }

    /// <inheritdoc/>
    public async Task<ProofTicket> SubmitAsync(ProofRequest request, CancellationToken cancellationToken = default)
    {
        var pending = await EnterAsync(request, cancellationToken).ConfigureAwait(false);
        return new ProofTicket(pending.Id, pending.Completion) { Predicted = _book.RemainingOf(pending) };
    }

    /// <inheritdoc/>
    public DurationPrediction? Predict(ProofRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var admitted = _admission.Admit(Guid.NewGuid(), request);
        admitted.Job.Identity?.Dispose();
        return _book.Predict(admitted.Plan, request.Priority);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<BatchResult> ProveManyAsync(IEnumerable<ProofRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var width = (int)Math.Min(2L * _leases.Slots, int.MaxValue);
        return BatchRun.RunAsync(requests, this, width, _options.TotalTimeout, _time, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, CancellationToken cancellationToken = default) =>
        _book.Find(id) is { } pending ? WatchAsync(pending, cancellationToken) : AsyncEnumerable.Empty<ProofProgress>();

    /// <inheritdoc/>
    public ProofStatus? Find(Guid id) => _book.Find(id) is { } pending ? _book.StatusOf(pending) : null;

    /// <inheritdoc/>
    public ProofResult? FindResult(Guid id) => _book.Find(id)?.Result;

    /// <inheritdoc/>
    public IReadOnlyList<ProofStatus> List(ProofUserId? userId = null) =>
        _book.List(request => userId is not { } user || request.UserId == user);

    /// <inheritdoc/>
    public bool Cancel(Guid id) => _book.Find(id) is { } pending && Cancel(pending, "The request was cancelled by its id.");

    /// <inheritdoc/>
    public async IAsyncEnumerable<PipelineSnapshot> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = _changes.Next;
            var ended = _stop.IsDone;
            yield return new PipelineSnapshot(
                Interlocked.Increment(ref _snapshots), _time.GetUtcNow(), _book.IsOpen, Statistics, _book.List(static _ => true));
            if (ended) yield break;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stop.RunAsync(cancellationToken).ConfigureAwait(false);
        _permits.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>Stops without grace time for running proofs; use <see cref="DisposeAsync"/> to let them finish.</summary>
    public void Dispose() => StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();

    /// <summary>All steps up to the queue, each of which may refuse or answer.</summary>
    private async ValueTask<PendingRequest> EnterAsync(ProofRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingRequest(Guid.NewGuid(), request, _time.GetUtcNow(), _time.GetTimestamp(), _options);
        using var scope = _logger.BeginScope(new RequestScope(pending.Id));
        _events.TellRequested(pending);
        try
        {
            RequireWorkers();
            await _access.RequireAsync(pending, cancellationToken).ConfigureAwait(false);
            var admitted = _admission.Admit(pending.Id, request);
            if (await FindAsync(pending, admitted, cancellationToken).ConfigureAwait(false) is { } cached)
            {
                admitted.Job.Identity?.Dispose();
                Serve(pending, cached);
            }
            else
            {
                await BoardAsync(pending, admitted, cancellationToken).ConfigureAwait(false);
            }

            return pending;
        }
        catch (ProofErrorException e)
        {
            var error = e.Error with { RequestId = pending.Id, OccurredAt = _time.GetUtcNow() };
            _book.CountRefusal();
            _events.TellRefused(pending, error.Type);
            _logger.Refused(pending.Id, error.Type);
            throw new ProofErrorException(error);
        }
        catch (OperationCanceledException) when (pending.Progress is null)
        {
            // Before the book knew of it: it has no other end.
            _events.TellWithdrawn(pending);
            throw;
        }
    }

    private async ValueTask<ProofResult?> FindAsync(PendingRequest pending, AdmittedRequest admitted, CancellationToken cancellationToken)
    {
        try
        {
            return await _cache.FindAsync(pending, admitted, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            admitted.Job.Identity?.Dispose(); // No flight will come to clear it.
            throw;
        }
    }

    private void Serve(PendingRequest pending, ProofResult cached)
    {
        if (!_book.Serve(pending, cached)) throw Stopped();
        _events.Tell(ProofEventKind.ServedFromCache, pending);
        _events.TellEnd(pending, cached, workUnits: 0, isShared: false);
        pending.Release();
    }

    private async Task BoardAsync(PendingRequest pending, AdmittedRequest admitted, CancellationToken cancellationToken)
    {
        var boarding = await BoardOnPermitAsync(pending, admitted, cancellationToken).ConfigureAwait(false);
        if (boarding.IsClosed || boarding.Joined) admitted.Job.Identity?.Dispose();
        if (boarding.IsClosed) throw Stopped();
        _events.Tell(boarding.Joined ? ProofEventKind.Joined : ProofEventKind.Queued, pending, boarding.Flight);
        pending.Arm(_time, _desk.Expire(pending), _expired);
        var queued = !boarding.Joined ? EnqueueAsync(pending, boarding.Flight)
            : boarding.NeedsRaise ? RaiseAsync(boarding.Flight)
            : Task.CompletedTask;

        if (queued.IsCompleted)
        {
            await queued.ConfigureAwait(false);
            return;
        }

        // A queue that takes its time must outlast neither the request's own deadlines nor its caller's patience.
        using var registration = CancelWith(pending, cancellationToken);
        if (await Task.WhenAny(queued, pending.Completion).ConfigureAwait(false) != queued)
        {
            queued.LeaveBehind();
        }
        else
        {
            await queued.ConfigureAwait(false);
        }

        if (pending.Result is { State: ProofState.Cancelled }) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Joins an equal request, which costs nothing, or begins a flight, which costs a permit.</summary>
    private async ValueTask<Boarding> BoardOnPermitAsync(
        PendingRequest pending, AdmittedRequest admitted, CancellationToken cancellationToken)
    {
        if (_book.TryJoin(pending, admitted.Key) is { } joined) return joined;
        RateDecision permit;
        try
        {
            permit = await _permits.TakeAsync(pending, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            admitted.Job.Identity?.Dispose();
            throw;
        }

        // An equal request may have come in meanwhile.
        var boarding = _book.Board(pending, admitted, permit);
        if (boarding.IsClosed || boarding.Joined) _permits.GiveBack(pending.UserId, permit);
        return boarding;
    }

    /// <summary>Puts a flight in line, whatever becomes of the request that began it: equal ones may have joined.</summary>
    private async Task EnqueueAsync(PendingRequest pending, Flight flight)
    {
        ProofError refusal;
        try
        {
            var item = flight.ToQueueItem(_time.GetUtcNow());
            if (await _queue.TryEnqueueAsync(item).ConfigureAwait(false))
            {
                _events.TellLetIn(pending);
                if (flight.State == FlightState.Ended) await _desk.DropAsync(flight).ConfigureAwait(false);

                // Who joined meanwhile could not raise what was not there yet.
                else if (flight.Priority > item.Priority) await RaiseAsync(flight).ConfigureAwait(false);
                _dispatcher.Wake();
                return;
            }

            refusal = _errors.Make(
                ProofErrorType.QueueFull, $"{_queue.Capacity} proofs wait already, as many as may. Come back later.", pending.Id, flight);
        }
#pragma warning disable CA1031 // The queue is the host's: the caller gets a typed error.
        catch (Exception e)
#pragma warning restore CA1031
        {
            refusal = _errors.Classify(e, pending.Id, ProofStage.Admission, flight);
        }

        if (Refuse(pending, flight, refusal)) throw new ProofErrorException(refusal);
    }

    /// <returns>False if the request has ended otherwise.</returns>
    private bool Refuse(PendingRequest pending, Flight flight, ProofError refusal)
    {
        var withdrawn = _book.Withdraw(pending, refusal);
        if (withdrawn) pending.Disarm();

        // Equal requests that joined meanwhile were let in: they get the error as their result.
        _desk.Fail(flight, refusal);

        // A queue that failed may have taken it all the same: then the dispatcher may have begun it, and its run clears the secrets.
        flight.Cancel();
        if (flight.WasBegun) return withdrawn;
        flight.ClearSecrets();
        _permits.GiveBack(flight);
        return withdrawn;
    }

    private async Task RaiseAsync(Flight flight)
    {
        try
        {
            await _queue.RaiseAsync(flight.Id, flight.Priority).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It then waits at its old priority.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _logger.ServiceFailed(nameof(IProofQueue), e.GetType().Name);
        }

        _dispatcher.Wake(); // it may be the next now, and fit where the one before it did not
    }

    private async IAsyncEnumerable<ProofProgress> WatchAsync(
        PendingRequest pending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = -1L;
        while (true)
        {
            var (changed, moved) = (pending.Progress!.Changed, _book.LineChanged);
            var report = _book.ProgressOf(pending);
            if (report.Sequence > last) yield return report;
            if (report.IsFinal) yield break;
            last = report.Sequence;
            var next = report.State == ProofState.Queued
                ? WaitInLineAsync(Task.WhenAny(changed, moved), cancellationToken)
                : changed.WaitAsync(cancellationToken);
            await next.ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a change, or until it makes sense to look whether the estimate has changed: it follows those that run.</summary>
    private async Task WaitInLineAsync(Task changed, CancellationToken cancellationToken)
    {
        await changed.WaitAsync(EstimateInterval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private bool Cancel(PendingRequest pending, string message) =>
        _desk.Leave(pending, ProofErrorType.ProofGenerationCancelled, message);

    private void Expired(object? state)
    {
        var pending = (PendingRequest)state!;
        if (_desk.Expire(pending) is { Ticks: > 0 } left) pending.Arm(_time, left, _expired);
    }

    private CancellationTokenRegistration CancelWith(PendingRequest pending, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? cancellationToken.UnsafeRegister(_ => Cancel(pending, "The request was cancelled by its caller."), null)
            : default;

    private void LeaseReturned()
    {
        WakeDispatcher();
        _changes.Pulse();
    }

    private void WakeDispatcher() => _dispatcher?.Wake();

    private void RequireWorkers()
    {
        if (!_book.IsOpen) throw Stopped();
        if (!_leases.IsExhausted) return;
        throw new ProofErrorException(new ProofError(
            ProofErrorType.WorkerUnavailable,
            $"{_leases.Abandoned} provers ignore their cancellation and still run, as many as may. Come back later; if it stays so, "
            + "restart."));
    }

    private static int? LimitOf(IProver prover)
    {
        var limit = prover.MaxConcurrency;
        return limit is null or >= 1 ? limit : throw new InvalidOperationException(
            $"{nameof(IProver)}.{nameof(IProver.MaxConcurrency)} is {limit}; it must be at least 1, or null. Correct the prover.");
    }

    private static ProofErrorException Stopped() => new(new ProofError(
        ProofErrorType.WorkerUnavailable, "The pipeline has been stopped and takes no more requests. Ask another instance."));
}
