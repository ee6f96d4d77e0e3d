using System.Diagnostics;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>A request between submission and answer. Mutable state is set by <see cref="InFlightRequests"/>, under its lock.</summary>
internal sealed class PendingRequest(RequestScope scope, ProofRequest request, DateTimeOffset now, long timestamp, ProofPipelineOptions options)
{
    private readonly TaskCompletionSource<ProofResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Only a request with an id of its user's can be repeated, and waited for by a repetition.
    private readonly TaskCompletionSource? _settled = request.Id is null ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private ProofProgress? _lastReport;
    private long _lastMoment;
    private ProofResult? _result;

    public Guid Id => scope.RequestId;

    /// <summary>The scope of log messages about the request.</summary>
    public RequestScope Scope => scope;

    /// <summary>The id that the user gave the request; null for none.</summary>
    public Guid? ClientId { get; } = request.Id;

    /// <summary>Digest of the request's content; empty without an id of the user.</summary>
    public ReadOnlyMemory<byte> Content { get; } = request.Id is null ? default : RequestContent.DigestOf(request);

    public ProofUserId UserId { get; } = request.UserId;

    public ProofPriority Priority { get; } = request.Priority;

    public TimeSpan QueueTimeout { get; } = request.QueueTimeout ?? options.QueueTimeout;

    public TimeSpan TotalTimeout { get; } = request.Timeout ?? options.TotalTimeout;

    /// <summary>Time of submission, for display.</summary>
    public DateTimeOffset SubmittedAt => now;

    /// <summary>Time of submission as a timestamp, for computing durations.</summary>
    public long Submitted => timestamp;

    /// <summary>Order of arrival.</summary>
    public long Number { get; set; }

    /// <summary>The proof of the request; null after the end, and for a request that never waited.</summary>
    public InFlightProof? InFlight { get; set; }

    /// <summary>The progress of the proof, which stays available to watchers after the proof's end; null without a proof.</summary>
    public ProgressState? Progress { get; set; }

    /// <summary>The trace of the request; null without listeners.</summary>
    public RequestTrace? Trace { get; set; }

    /// <summary>The activity of the submitting caller; null if there was none, or the request has ended.</summary>
    public Activity? CallerActivity { get; private set; } = Activity.Current;

    /// <summary>Guards <see cref="IsAudited"/>, and the order of the request's first audit entries.</summary>
    public Lock Auditing { get; } = new();

    /// <summary>Whether the audit trail has an admission entry for the request.</summary>
    public bool IsAudited { get; set; }

    /// <summary>The moment of the request's turn; null while waiting.</summary>
    public long? Started { get; set; }

    /// <summary>The proof's progress at the end of the request; the last report follows from this value and the result.</summary>
    public ProgressSnapshot LastPoint { get; private set; }

    public ProofResult? Result => Volatile.Read(ref _result);

    /// <summary>Completes when the request was admitted or refused.</summary>
    public Task Settled => _settled?.Task ?? Task.CompletedTask;

    public Task<ProofResult> Completion => _completion.Task;

    /// <summary>The remaining time of the request; zero after the deadline.</summary>
    public TimeSpan TimeLeft(TimeProvider time)
    {
        var left = TotalTimeout - time.GetElapsedTime(Submitted);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>
    /// Numbers a report: an unchanged report keeps the last number. Estimates are made outside of the lock; a report overtaken by a newer report is
    /// therefore replaced by the newer report.
    /// </summary>
    /// <param name="report">The report; the sequence number is ignored.</param>
    /// <param name="moment">The number of the snapshot on which the report is based.</param>
    public ProofProgress Report(ProofProgress report, long moment)
    {
        lock (_completion)
        {
            if (_lastReport is not null && moment < _lastMoment) return _lastReport;
            _lastMoment = moment;
            var sequence = _lastReport?.Sequence ?? 0;
            if (report with { Sequence = sequence } != _lastReport) _lastReport = report with { Sequence = sequence + 1 };
            return _lastReport;
        }
    }

    /// <summary>Sets a timer for the next deadline. Called again each time the timer fires.</summary>
    public void Arm(TimeProvider time, TimeSpan due, TimerCallback expired)
    {
        if (_timer is null) Volatile.Write(ref _timer, time.CreateTimer(expired, this, due, Timeout.InfiniteTimeSpan));
        else _timer.Change(due, Timeout.InfiniteTimeSpan);
        if (Result is not null) _timer.Dispose();
    }

    /// <summary>Sets the result. Called under the lock of InFlightRequests; the caller of the request learns the result by <see cref="Release"/>.</summary>
    public void End(ProofResult result, in ProgressSnapshot lastPoint)
    {
        LastPoint = lastPoint;
        Volatile.Write(ref _result, result);
        InFlight = null;
        CallerActivity = null;
    }

    /// <summary>The request was admitted or refused.</summary>
    public void Settle() => _settled?.TrySetResult();

    /// <summary>Stops the deadline timer.</summary>
    public void Disarm() => Volatile.Read(ref _timer)?.Dispose();

    /// <summary>Hands the result to waiting callers.</summary>
    public void Release()
    {
        Disarm();
        _completion.TrySetResult(_result!);
    }
}
