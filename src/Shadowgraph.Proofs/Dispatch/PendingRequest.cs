namespace Shadowgraph.Proofs.Dispatch;

/// <summary>One request on its way to its answer. What changes is set by the <see cref="RequestBook"/>, under its lock.</summary>
internal sealed class PendingRequest(Guid id, ProofRequest request, DateTimeOffset now, long timestamp, ProofPipelineOptions options)
{
    private readonly TaskCompletionSource<ProofResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private ProofResult? _result;

    public Guid Id => id;

    public UserId UserId { get; } = request.UserId;

    public ProofPriority Priority { get; } = request.Priority;

    public TimeSpan QueueTimeout { get; } = request.QueueTimeout ?? options.QueueTimeout;

    public TimeSpan TotalTimeout { get; } = request.Timeout ?? options.TotalTimeout;

    /// <summary>For people to read.</summary>
    public DateTimeOffset SubmittedAt => now;

    /// <summary>For computing with.</summary>
    public long Submitted => timestamp;

    /// <summary>Order of arrival.</summary>
    public long Number { get; set; }

    /// <summary>The flight it waits for; null once it has ended, or if it never waited.</summary>
    public Flight? Flight { get; set; }

    /// <summary>That of the flight, which outlives its end for those who watch; null before it has one.</summary>
    public ProgressHub? Progress { get; set; }

    /// <summary>Its trace; null if nobody listens.</summary>
    public RequestTrace? Trace { get; set; }

    /// <summary>When its turn came; null while it waits.</summary>
    public long? Started { get; set; }

    /// <summary>The flight's progress when the request ended; the last report follows from it and the result.</summary>
    public ProgressPoint LastPoint { get; private set; }

    public ProofResult? Result => Volatile.Read(ref _result);

    public Task<ProofResult> Completion => _completion.Task;

    /// <summary>Sets a timer for the next of its deadlines. It is called once more each time the timer fires.</summary>
    public void Arm(TimeProvider time, TimeSpan due, TimerCallback expired)
    {
        if (_timer is null) Volatile.Write(ref _timer, time.CreateTimer(expired, this, due, Timeout.InfiniteTimeSpan));
        else _timer.Change(due, Timeout.InfiniteTimeSpan);
        if (Result is not null) _timer.Dispose();
    }

    /// <summary>Fixes how it ends. Under the book's lock; the caller learns of it by <see cref="Release"/>.</summary>
    public void End(ProofResult result, in ProgressPoint lastPoint)
    {
        LastPoint = lastPoint;
        Volatile.Write(ref _result, result);
        Flight = null;
    }

    /// <summary>Ends its deadlines.</summary>
    public void Disarm() => Volatile.Read(ref _timer)?.Dispose();

    /// <summary>Hands the result to whoever waits for it.</summary>
    public void Release()
    {
        Disarm();
        _completion.TrySetResult(_result!);
    }
}
