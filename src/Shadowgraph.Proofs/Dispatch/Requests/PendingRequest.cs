using System.Diagnostics;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>One request on its way to its answer. What changes is set by the <see cref="InFlightRequests"/>, under its lock.</summary>
internal sealed class PendingRequest(Guid id, ProofRequest request, DateTimeOffset now, long timestamp, ProofPipelineOptions options)
{
    private readonly TaskCompletionSource<ProofResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _reporting = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private ProofProgress? _lastReport;
    private long _lastMoment;
    private ProofResult? _result;

    public Guid Id => id;

    /// <summary>The id that its user gave it; null for none.</summary>
    public Guid? ClientId { get; } = request.Id;

    /// <summary>Digest of what it asks for; empty if its user gave it no id.</summary>
    public ReadOnlyMemory<byte> Content { get; } = request.Id is null ? default : RequestContent.DigestOf(request);

    public ProofUserId UserId { get; } = request.UserId;

    public ProofPriority Priority { get; } = request.Priority;

    public TimeSpan QueueTimeout { get; } = request.QueueTimeout ?? options.QueueTimeout;

    public TimeSpan TotalTimeout { get; } = request.Timeout ?? options.TotalTimeout;

    /// <summary>For people to read.</summary>
    public DateTimeOffset SubmittedAt => now;

    /// <summary>For computing with.</summary>
    public long Submitted => timestamp;

    /// <summary>Order of arrival.</summary>
    public long Number { get; set; }

    /// <summary>The proof it waits for; null once it has ended, or if it never waited.</summary>
    public InFlightProof? InFlight { get; set; }

    /// <summary>That of the proof, which outlives its end for those who watch; null before it has one.</summary>
    public ProgressState? Progress { get; set; }

    /// <summary>Its trace; null if nobody listens.</summary>
    public RequestTrace? Trace { get; set; }

    /// <summary>The activity within which it was submitted; null if there was none, or the request has ended.</summary>
    public Activity? CallerActivity { get; private set; } = Activity.Current;

    /// <summary>Guards <see cref="IsAudited"/>, and the order of the request's first entries.</summary>
    public Lock Auditing { get; } = new();

    /// <summary>Whether the audit trail knows of it.</summary>
    public bool IsAudited { get; set; }

    /// <summary>When its turn came; null while it waits.</summary>
    public long? Started { get; set; }

    /// <summary>The proof's progress when the request ended; the last report follows from it and the result.</summary>
    public ProgressSnapshot LastPoint { get; private set; }

    public ProofResult? Result => Volatile.Read(ref _result);

    /// <summary>Done when it has come in or was refused.</summary>
    public Task Settled => _settled.Task;

    public Task<ProofResult> Completion => _completion.Task;

    /// <summary>What is left of its time at the moment; zero if it is over.</summary>
    public TimeSpan TimeLeft(TimeProvider time)
    {
        var left = TotalTimeout - time.GetElapsedTime(Submitted);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>
    /// Gives a report its sequence: the last one's if it says the same, else the next. A report that a newer one has overtaken, as their
    /// estimates are not made under a lock, is given up for that one.
    /// </summary>
    /// <param name="report">The report, whatever its sequence.</param>
    /// <param name="moment">The number of the moment that it tells of.</param>
    public ProofProgress Report(ProofProgress report, long moment)
    {
        lock (_reporting)
        {
            if (_lastReport is not null && moment < _lastMoment) return _lastReport;
            _lastMoment = moment;
            var sequence = _lastReport?.Sequence ?? 0;
            if (report with { Sequence = sequence } != _lastReport) _lastReport = report with { Sequence = sequence + 1 };
            return _lastReport;
        }
    }

    /// <summary>Sets a timer for the next of its deadlines. It is called once more each time the timer fires.</summary>
    public void Arm(TimeProvider time, TimeSpan due, TimerCallback expired)
    {
        if (_timer is null) Volatile.Write(ref _timer, time.CreateTimer(expired, this, due, Timeout.InfiniteTimeSpan));
        else _timer.Change(due, Timeout.InfiniteTimeSpan);
        if (Result is not null) _timer.Dispose();
    }

    /// <summary>Fixes how it ends. Under the lock of InFlightRequests; the caller learns of it by <see cref="Release"/>.</summary>
    public void End(ProofResult result, in ProgressSnapshot lastPoint)
    {
        LastPoint = lastPoint;
        Volatile.Write(ref _result, result);
        InFlight = null;
        CallerActivity = null;
    }

    /// <summary>It has come in or was refused.</summary>
    public void Settle() => _settled.TrySetResult();

    /// <summary>Ends its deadlines.</summary>
    public void Disarm() => Volatile.Read(ref _timer)?.Dispose();

    /// <summary>Hands the result to whoever waits for it.</summary>
    public void Release()
    {
        Disarm();
        _completion.TrySetResult(_result!);
    }
}
