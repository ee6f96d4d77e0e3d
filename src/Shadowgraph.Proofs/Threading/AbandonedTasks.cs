namespace Shadowgraph.Proofs.Threading;

/// <summary>Tasks that nobody waits for any more.</summary>
internal static class AbandonedTasks
{
    /// <summary>
    /// Waits no longer for a task than the time or the token allow; should it fail after that, the failure counts as seen.
    /// </summary>
    /// <exception cref="TimeoutException">The time is over.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<T> WaitOrForgetAsync<T>(
        this Task<T> task, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            task.Forget();
        }
    }

    /// <summary>Has a later failure of the task count as seen.</summary>
    public static void Forget(this Task task)
    {
        if (task.IsCompleted) _ = task.Exception;
        else
        {
            _ = task.ContinueWith(
                static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
