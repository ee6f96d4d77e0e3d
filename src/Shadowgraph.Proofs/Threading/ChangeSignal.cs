namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Tells any number of watchers that something has changed; changes that come faster than a watcher looks are one to it. A pulse that
/// nobody waits for costs an exchange of a pointer. Thread-safe.
/// </summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Done at the next pulse. To miss none: take it first, then look at what may have changed.</summary>
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
