namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Runs long synchronous work on a thread of its own, so that neither the caller nor the thread pool is kept waiting. The thread works
/// for the meter that the caller works for.
/// </summary>
internal static class DedicatedThread
{
    public static Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var meter = WorkMeter.Current;
        return Task.Factory.StartNew(
            () =>
            {
                using (WorkMeter.Enter(meter)) return work();
            },
            cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }
}
