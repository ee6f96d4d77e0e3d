namespace ProofCluster.Fronts;

/// <summary>
/// Repeats calls of grains that failed: a silo may have died, the store may be away, and every call here may be made twice. Thread-safe.
/// </summary>
internal sealed class GrainCalls(TimeProvider time)
{
    /// <summary>The wait between two calls.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Calls until there is an answer; for a patience, after which the last failure is thrown.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<T> UntilAsync<T>(Func<Task<T>> call, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await call().WaitAsync(cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(begun) + Pause < patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Calls without an answer.</summary>
    public Task UntilAsync(Func<Task> call, TimeSpan patience, CancellationToken cancellationToken) => UntilAsync(
        async () =>
        {
            await call();
            return true;
        },
        patience, cancellationToken);
}
