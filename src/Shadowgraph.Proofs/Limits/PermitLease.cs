namespace Shadowgraph.Proofs.Limits;

/// <summary>The answer of a rate limiter: a permit, which can be returned once, or the delay until a permit is available. Thread-safe.</summary>
public sealed class PermitLease
{
    private Func<CancellationToken, ValueTask>? _giveBack;

    private PermitLease(bool isAcquired, TimeSpan retryAfter, Func<CancellationToken, ValueTask>? giveBack) =>
        (IsAcquired, RetryAfter, _giveBack) = (isAcquired, retryAfter, giveBack);

    /// <summary>Whether a permit was acquired.</summary>
    public bool IsAcquired { get; }

    /// <summary>The recommended delay before the next call; zero with a permit.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Whether <see cref="GiveBackAsync"/> has an effect: the limiter accepts returns, and this permit has not been returned.</summary>
    public bool CanBeGivenBack => Volatile.Read(ref _giveBack) is not null;

    /// <summary>A permit.</summary>
    /// <param name="giveBack">
    /// Returns the permit to the limiter, as if never acquired. Called at most once. Null, the default, for a limiter that accepts no returns.
    /// </param>
    public static PermitLease Acquired(Func<CancellationToken, ValueTask>? giveBack = null) => new(true, TimeSpan.Zero, giveBack);

    /// <summary>No permit.</summary>
    /// <param name="retryAfter">The delay until a permit is available; longer than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is not longer than zero.</exception>
    public static PermitLease Refused(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retryAfter, TimeSpan.Zero);
        return new PermitLease(false, retryAfter, giveBack: null);
    }

    /// <summary>Returns the permit to the limiter. Repeated calls, and calls for a permit that can't be returned, have no effect.</summary>
    /// <param name="cancellationToken">Ends the call. After a cancellation in advance, the permit can still be returned.</param>
    public ValueTask GiveBackAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        return Interlocked.Exchange(ref _giveBack, null) is { } giveBack ? giveBack(cancellationToken) : default;
    }

    /// <summary>The answer, with the delay if refused.</summary>
    public override string ToString() => IsAcquired ? "Acquired" : $"Refused, retry after {RetryAfter}";
}
