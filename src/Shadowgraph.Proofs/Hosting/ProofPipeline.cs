using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Dispatch.Batches;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>The pipeline: composes the steps of a request, in order. Hosts obtain the pipeline from AddProofPipeline.</summary>
internal sealed class ProofPipeline : IProofPipeline, IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan EstimateInterval = TimeSpan.FromSeconds(1);

    private readonly ProofPipelineOptions _options;
    private readonly TimeProvider _time;
    private readonly FailSafeLogger _logger;
    private readonly LeasePool _leases;
    private readonly InFlightRequests _requests;
    private readonly Admission _admission;
    private readonly RequestEntry _entry;
    private readonly FailSafeCache _proofs;
    private readonly RateLimitCheck _permits;
    private readonly RequestCompletion _completion;
    private readonly GracefulShutdown _stop;
    private readonly ChangeSignal _changes = new();
    private long _snapshots;

    internal ProofPipeline(PipelineServices services)
    {
        _options = services.Options;
        _time = services.Time;
        _logger = new FailSafeLogger(services.Logger);
        var errors = new ErrorSource(services.Classifier, _time, _logger);
        var audit = new AuditRecorder(services.Audit, _logger);
        foreach (var part in ConfigurationText.Of(_options))
            audit.Record(new AuditEvent { Action = AuditAction.Configuration, Detail = part });
        var refusals = new RefusalAudit(_options.Audit.RefusalWindow, _time, happened => audit.Record(happened));
        var tracing = new RequestTracing(services.Key, _time, _logger);
        var events = new EventPublisher(audit, refusals, services.Sinks, services.Metrics, tracing, _time, _logger);
        var wake = new WakeSignal();
        var returning = new ReturningProofs(wake);
        _leases = new LeasePool(_options, () => OnReturned(returning, wake), _time, LimitOf(services.Prover));
        if (_leases.Slots < _options.MaxConcurrency) _logger.ConcurrencyCut(_options.MaxConcurrency, _leases.Slots);
        else if (services.Prover.MaxConcurrency is null && _leases.Capacity() is var most && most > _leases.Slots)
            _logger.ConcurrencyBelowCapacity(most, _leases.Slots);
        var predictor = new FailSafePredictor(services.Predictor, _logger);
        _requests = new InFlightRequests(_options, _time, _leases, predictor, _changes);
        services.Metrics.Follow(() => Statistics);
        var access = new AccessCheck(services.Access, _time, _logger);
        _admission = new Admission(services, errors, _leases);
        _proofs = new FailSafeCache(services.Cache, services.Prover, _time, _logger);
        var lookup = new CachedProofLookup(_proofs, services.Validator, _time, _logger);
        _permits = new RateLimitCheck(services.Limiter, _options.RateLimit, _time, _logger);
        _completion = new RequestCompletion(_requests, services.Queue, _permits, events, errors, _time, _logger, wake);
        _entry = new RequestEntry(
            services.Key, _options, _time, services.Queue, access, _admission, lookup, _permits, _requests, _completion, _leases, events,
            errors, wake, _logger);
        var recovery = new RecoveryPolicy(services.Strategies, _time, _logger);
        var runner = new ProofRunner(
            _options, _time, services.Prover, services.Validator, _proofs, recovery, predictor, _admission, _requests, _completion, _leases,
            returning, events, errors, _logger);
        var dispatcher = new Dispatcher(
            runner.RunAsync, returning, _requests, _leases, services.Queue, wake, _options, _time, _logger);
        _stop = new GracefulShutdown(_requests, _completion, dispatcher, events, _options, _time, _changes, _logger);
    }

    /// <inheritdoc/>
    public PipelineStatistics Statistics
    {
        get
        {
            var statistics = _requests.Statistics;
            var cache = _proofs.Statistics ?? new ProofCacheStatistics { Hits = statistics.ServedFromCache };
            return statistics with { Cache = cache with { Joins = statistics.Joined } };
        }
    }

    /// <inheritdoc/>
    public async Task<ProofResult> ProveAsync(
        ProofRequest request, IProgress<ProofProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var pending = await _entry.EnterAsync(request, cancellationToken).ConfigureAwait(false);
        using var registration = _completion.CancelWith(pending, cancellationToken);
        var reporter = progress is null
            ? null
            : new ProgressReporter(progress, WatchAsync(pending, CancellationToken.None), pending.Id, _time, _logger);
        var result = await pending.Completion.ConfigureAwait(false);
        if (reporter is not null) await reporter.FinishAsync().ConfigureAwait(false);
        if (result.State == ProofState.Cancelled) cancellationToken.ThrowIfCancellationRequested();
        return result.EnsureCompleted();
    }

    /// <inheritdoc/>
    public async Task<ProofTicket> SubmitAsync(ProofRequest request, CancellationToken cancellationToken = default)
    {
        var pending = await _entry.EnterAsync(request, cancellationToken).ConfigureAwait(false);
        return new ProofTicket(pending.Id, pending.Completion) { Predicted = _requests.RemainingOf(pending) };
    }

    /// <inheritdoc/>
    public DurationPrediction? Predict(ProofRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var admitted = _admission.Admit(Guid.NewGuid(), request);
        return _requests.Predict(admitted.Plan, request.Priority);
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
        _requests.Find(id) is { } pending ? WatchAsync(pending, cancellationToken) : AsyncEnumerable.Empty<ProofProgress>();

    /// <inheritdoc/>
    public ProofStatus? Find(Guid id) => _requests.Find(id) is { } pending ? _requests.StatusOf(pending) : null;

    /// <inheritdoc/>
    public ProofResult? FindResult(Guid id) => _requests.Find(id)?.Result;

    /// <inheritdoc/>
    public IReadOnlyList<ProofStatus> List(ProofUserId? userId = null) =>
        _requests.List(request => userId is not { } user || request.UserId == user);

    /// <inheritdoc/>
    public bool Cancel(Guid id) => _requests.Find(id) is { } pending && _completion.Cancel(pending, "The request was cancelled by its id.");

    /// <inheritdoc/>
    public async IAsyncEnumerable<PipelineSnapshot> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = _changes.Next;
            var ended = _stop.IsDone;
            yield return new PipelineSnapshot
            {
                Sequence = Interlocked.Increment(ref _snapshots),
                At = _time.GetUtcNow(),
                IsAccepting = _requests.IsOpen,
                Statistics = Statistics,
                Requests = _requests.List(static _ => true),
            };
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

    /// <summary>Stops without a shutdown timeout for running proofs; use <see cref="DisposeAsync"/> to let running proofs finish.</summary>
    public void Dispose() => StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();

    private async IAsyncEnumerable<ProofProgress> WatchAsync(
        PendingRequest pending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = -1L;
        while (true)
        {
            var (changed, moved) = (pending.Progress!.Changed, _requests.LineChanged);
            var report = _requests.ProgressOf(pending);
            if (report.Sequence > last) yield return report;
            if (report.IsFinal) yield break;
            last = report.Sequence;
            var next = report.State == ProofState.Queued
                ? WaitInLineAsync(Task.WhenAny(changed, moved), cancellationToken)
                : changed.WaitAsync(cancellationToken);
            await next.ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a change, or for an interval after which the estimate may have changed with the running proofs.</summary>
    private async Task WaitInLineAsync(Task changed, CancellationToken cancellationToken)
    {
        await changed.WaitAsync(EstimateInterval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Resources were returned. The dispatcher is woken only for a proof that waits; a proof that comes later wakes the dispatcher itself.
    /// </summary>
    private void OnReturned(ReturningProofs returning, WakeSignal wake)
    {
        if (_requests.HasWaiting || returning.HasAny) wake.Set();
        _changes.Pulse();
    }

    private static int? LimitOf(IProver prover)
    {
        var limit = prover.MaxConcurrency;
        return limit is null or >= 1 ? limit : throw new InvalidOperationException(
            $"{nameof(IProver)}.{nameof(IProver.MaxConcurrency)} is {limit}; it must be at least 1, or null. Correct the prover.");
    }
}
