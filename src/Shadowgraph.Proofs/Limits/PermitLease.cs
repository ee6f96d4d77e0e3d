namespace Shadowgraph.Proofs.Limits;

/// <summary>What a rate limiter answers: a permit, which can be given back once, or when to come back for one. Thread-safe.</summary>
public sealed class PermitLease
{
    private Func<CancellationToken, ValueTask>? _giveBack;

    private PermitLease(bool isAcquired, TimeSpan retryAfter, Func<CancellationToken, ValueTask>? giveBack) =>
        (IsAcquired, RetryAfter, _giveBack) = (isAcquired, retryAfter, giveBack);

    /// <summary>Whether there is a permit.</summary>
    public bool IsAcquired { get; }

    /// <summary>In what time it makes sense to come back; zero if there is a permit.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Whether <see cref="GiveBackAsync"/> has an effect: the limiter takes permits back, and this one is still out.</summary>
    public bool CanBeGivenBack => Volatile.Read(ref _giveBack) is not null;

    /// <summary>There is a permit.</summary>
    /// <param name="giveBack">
    /// Gives it back, as if it had never been acquired. Called once at most. Null, the default, for a limiter that takes no permit back.
    /// </param>
    public static PermitLease Acquired(Func<CancellationToken, ValueTask>? giveBack = null) => new(true, TimeSpan.Zero, giveBack);

    /// <summary>There is no permit.</summary>
    /// <param name="retryAfter">In what time to come back; longer than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not longer than zero.</exception>
    public static PermitLease Refused(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retryAfter, TimeSpan.Zero);
        return new PermitLease(false, retryAfter, giveBack: null);
    }

    /// <summary>Gives the permit back. The second call, and one for a permit that can't be given back, changes nothing.</summary>
    /// <param name="cancellationToken">Ends the call. If it is cancelled before, the permit can still be given back.</param>
    public ValueTask GiveBackAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        return Interlocked.Exchange(ref _giveBack, null) is { } giveBack ? giveBack(cancellationToken) : default;
    }

    /// <summary>The answer, and when to come back.</summary>
    public override string ToString() => IsAcquired ? "Acquired" : $"Refused, retry after {RetryAfter}";
}
