namespace Shadowgraph.Proofs.Threading;

/// <summary>Handling of tasks without a waiting caller.</summary>
internal static class AbandonedTasks
{
    /// <summary>
    /// Waits for a task within a time limit and a token; a failure of the task after that counts as observed.
    /// </summary>
    /// <exception cref="TimeoutException">The time limit has passed.</exception>
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

    /// <summary>Marks a later failure of the task as observed.</summary>
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
