using System.Runtime.ExceptionServices;

namespace Shadowgraph.Proofs.Threading;

/// <summary>One loop whose ranges several threads take one by one. All work for the meter of the thread that began it.</summary>
internal sealed class RangeJob(int count, int grain, Action<int, int> body, CancellationToken cancellation)
{
    private readonly WorkMeter? _meter = WorkMeter.Current;
    private long _next;
    private int _workers = 1;
    private ExceptionDispatchInfo? _failure;

    /// <summary>How many ranges there are.</summary>
    public int Ranges { get; } = (int)Math.Min(int.MaxValue, ((long)count + grain - 1) / grain);

    /// <summary>Its place in the order in which its crew began its jobs.</summary>
    public long Number { get; set; }

    /// <summary>Whether a range is left that nobody has begun.</summary>
    public bool HasRanges => Volatile.Read(ref _next) < count && Volatile.Read(ref _failure) is null;

    /// <summary>Whether no thread works on it.</summary>
    public bool IsIdle => Volatile.Read(ref _workers) == 0;

    /// <summary>Counts a thread in; its owner is counted from the beginning.</summary>
    public void Join() => Interlocked.Increment(ref _workers);

    /// <summary>Counts a thread out.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool Leave() => Interlocked.Decrement(ref _workers) == 0;

    /// <summary>Takes ranges until none is left. Never throws.</summary>
    /// <param name="within">Until it is exceeded, too; null for a thread that stays, as a loop's owner does.</param>
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
            // The first failure wins; it is rethrown on the owner's thread.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    /// <summary>Throws what a range has thrown.</summary>
    public void ThrowIfFailed() => Volatile.Read(ref _failure)?.Throw();
}
