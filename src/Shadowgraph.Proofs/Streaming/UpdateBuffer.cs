namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// A buffer between the socket and a reader of any speed: keeps the newest update of each request, so that the last update is never lost. Holds at
/// most one update per request.
/// </summary>
internal sealed class UpdateBuffer
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, ProgressUpdate> _unread = [];
    private readonly Queue<Guid> _order = new();
    private readonly Dictionary<Guid, long> _open;
    private TaskCompletionSource _changed = New();
    private Exception? _failure;

    public UpdateBuffer(IEnumerable<Guid> ids) => _open = ids.Distinct().ToDictionary(id => id, _ => 0L);

    /// <summary>The unfinished requests.</summary>
    public Guid[] Open
    {
        get
        {
            lock (_lock) return [.. _open.Keys];
        }
    }

    /// <summary>Adds an update, unless the request has ended, or the update is old, as the first update after a reconnection may be.</summary>
    public void Post(ProgressUpdate update)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(update.RequestId, out var sequence)) return;
            if (update.Progress is { } progress)
            {
                if (progress.Sequence <= sequence) return;
                _open[update.RequestId] = progress.Sequence;
            }

            if (update.IsFinal) _open.Remove(update.RequestId);
            if (!_unread.ContainsKey(update.RequestId)) _order.Enqueue(update.RequestId);
            _unread[update.RequestId] = update;
            _changed.TrySetResult();
        }
    }

    /// <summary>Signals that no more updates will follow.</summary>
    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure ??= failure;
            _changed.TrySetResult();
        }
    }

    /// <returns>Null after the last updates of all requests have been read.</returns>
    public async ValueTask<ProgressUpdate?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_order.TryDequeue(out var id))
                {
                    _unread.Remove(id, out var update);
                    return update;
                }

                if (_open.Count == 0) return null;
                if (_failure is not null) throw _failure;
                if (_changed.Task.IsCompleted) _changed = New();
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
