namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Runs long synchronous work on a dedicated thread, so that neither the caller nor the thread pool is blocked. The thread inherits the
/// caller's work meter.
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
