using System.Runtime.ExceptionServices;

namespace Shadowgraph.Proofs.Threading;

/// <summary>A loop with ranges for several threads. All threads are charged to the meter of the thread that began the loop.</summary>
internal sealed class RangeJob(int count, int grain, Action<int, int> body, CancellationToken cancellation)
{
    private readonly WorkMeter? _meter = WorkMeter.Current;
    private long _next;
    private int _workers = 1;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The number of ranges.</summary>
    public int Ranges { get; } = (int)Math.Min(int.MaxValue, ((long)count + grain - 1) / grain);

    /// <summary>The sequence number among the jobs of the team.</summary>
    public long Number { get; set; }

    /// <summary>Whether a range is left that no thread has begun.</summary>
    public bool HasRanges => Volatile.Read(ref _next) < count && Volatile.Read(ref _failure) is null;

    /// <summary>Whether no thread works on this job.</summary>
    public bool IsIdle => Volatile.Read(ref _workers) == 0;

    /// <summary>Registers a thread; the owner is registered from the start.</summary>
    public void Join() => Interlocked.Increment(ref _workers);

    /// <summary>Deregisters a thread.</summary>
    /// <returns>Whether no thread is left.</returns>
    public bool Leave() => Interlocked.Decrement(ref _workers) == 0;

    /// <summary>Takes ranges until none is left. Never throws.</summary>
    /// <param name="within">The budget: the work ends early when the budget is exceeded; null for a thread that stays, such as the owner of the loop.</param>
    public void Work(IThreadBudget? within = null)
    {
        using var stretch = WorkMeter.Enter(_meter);
        try
        {
            while (Volatile.Read(ref _failure) is null && within is not { IsExceeded: true })
            {
                var from = Interlocked.Add(ref _next, grain) - grain;
                if (from >= count) return;
                cancellation.ThrowIfCancellationRequested();
                body((int)from, (int)Math.Min(count, from + grain));
            }
        }
        catch (Exception exception)
        {
            // The first failure wins, and is rethrown on the owner's thread.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    /// <summary>Rethrows the exception of a range.</summary>
    public void ThrowIfFailed() => Volatile.Read(ref _failure)?.Throw();
}
