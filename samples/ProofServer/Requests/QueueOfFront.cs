using Shadowgraph.Proofs;

namespace ProofServer.Requests;

/// <summary>The last requests that came through this front, as far as it has followed them. Thread-safe.</summary>
internal sealed class QueueOfFront
{
    private const int Kept = 300;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<Guid, ProofStatus> _requests = [];
    private TaskCompletionSource _changed = New();
    private long _submitted;
    private long _refused;
    private long _completed;
    private long _failed;
    private long _cancelled;

    /// <summary>Ends with the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    /// <summary>Of this front since its start.</summary>
    public PipelineStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return new PipelineStatistics
                {
                    Submitted = _submitted,
                    Refused = _refused,
                    Completed = _completed,
                    Failed = _failed,
                    Cancelled = _cancelled,
                    Waiting = _requests.Values.Count(status => status.State == ProofState.Queued),
                    Running = _requests.Values.Count(status => status.State == ProofState.Processing),
                };
            }
        }
    }

    /// <summary>Adds a request that was accepted.</summary>
    /// <returns>False for one that is there: a repetition.</returns>
    public bool TryAdd(Guid id, ProofRequest request, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_requests.ContainsKey(id)) return false;
            _submitted++;
            if (_requests.Count == Kept) _requests.RemoveAt(0);
            _requests.Add(id, new ProofStatus
            {
                Id = id,
                UserId = request.UserId,
                Priority = request.Priority,
                State = ProofState.Queued,
                SubmittedAt = now,
                Progress = new ProofProgress
                {
                    RequestId = id,
                    Sequence = 0,
                    State = ProofState.Queued,
                    Stage = ProofStage.Queued,
                    Percent = 0,
                    Description = "Accepted",
                    Attempt = 0,
                },
            });
            Change();
            return true;
        }
    }

    /// <summary>Takes a report.</summary>
    /// <returns>False if the request is not shown any more, and need not be followed.</returns>
    public bool Set(Guid id, ProofProgress progress, ProofErrorType? error)
    {
        lock (_lock)
        {
            if (progress.State == ProofState.Completed) _completed++;
            else if (progress.State == ProofState.Failed) _failed++;
            else if (progress.State == ProofState.Cancelled) _cancelled++;
            if (!_requests.TryGetValue(id, out var status)) return false;
            _requests[id] = status with { State = progress.State, Progress = progress, Error = error };
            Change();
            return true;
        }
    }

    public void Remove(Guid id)
    {
        lock (_lock)
        {
            if (_requests.Remove(id)) Change();
        }
    }

    public void CountRefusal()
    {
        lock (_lock)
        {
            _refused++;
            Change();
        }
    }

    public IReadOnlyList<ProofStatus> List()
    {
        lock (_lock) return [.. _requests.Values];
    }

    private void Change()
    {
        _changed.SetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
