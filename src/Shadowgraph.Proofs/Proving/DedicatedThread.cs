namespace Shadowgraph.Proofs.Proving;

/// <summary>Runs long synchronous work on a thread of its own, so that neither the caller nor the thread pool is kept waiting.</summary>
internal static class DedicatedThread
{
    public static Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) => Task.Factory.StartNew(
        work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
