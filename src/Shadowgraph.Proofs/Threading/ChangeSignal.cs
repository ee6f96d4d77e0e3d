namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Notifies any number of watchers of changes; several changes between two reads of a watcher coalesce. A pulse without watchers costs a single
/// pointer exchange. Thread-safe.
/// </summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource? _next;

    /// <summary>
    /// Completes at the next pulse. Read this property before the watched state, or a change may be missed.
    /// </summary>
    public Task Next
    {
        get
        {
            if (Volatile.Read(ref _next) is { } waiting) return waiting.Task;
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
        }
    }

    public void Pulse()
    {
        if (Volatile.Read(ref _next) is not null) Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }
}
