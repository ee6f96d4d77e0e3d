namespace Shadowgraph.Proofs.Limits;

/// <summary>A permit, or when to come back for one. Immutable.</summary>
public sealed class RateDecision
{
    private RateDecision(bool isGranted, long permit, TimeSpan retryAfter) =>
        (IsGranted, Permit, RetryAfter) = (isGranted, permit, retryAfter);

    /// <summary>Whether there is a permit.</summary>
    public bool IsGranted { get; }

    /// <summary>The number of the permit, by which it can be given back; 0 if there is none to give back.</summary>
    public long Permit { get; }

    /// <summary>In what time it makes sense to come back; zero if there is a permit.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>There is a permit.</summary>
    /// <param name="permit">A number of the limiter's choice, by which it knows the permit again.</param>
    public static RateDecision Granted(long permit) => new(true, permit, TimeSpan.Zero);

    /// <summary>There is no permit.</summary>
    /// <param name="retryAfter">In what time to come back; longer than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not longer than zero.</exception>
    public static RateDecision Refused(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retryAfter, TimeSpan.Zero);
        return new RateDecision(false, 0, retryAfter);
    }

    /// <summary>The decision, and when to come back.</summary>
    public override string ToString() => IsGranted ? "Granted" : $"Refused, retry after {RetryAfter}";
}
