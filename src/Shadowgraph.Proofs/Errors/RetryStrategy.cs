namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Retries after temporary errors, up to <see cref="RecoveryOptions.MaxAttempts"/> attempts with the same plan. The delay is drawn uniformly between
/// zero and a limit that doubles with each attempt (full jitter), so that requests that failed together do not retry together.
/// </summary>
/// <remarks>The RetryAfter of an error is a lower limit of the delay; too long a RetryAfter ends the request.</remarks>
internal sealed class RetryStrategy : IRecoveryStrategy
{
    private readonly int _maxAttempts;
    private readonly TimeSpan _baseDelay;
    private readonly TimeSpan _maxDelay;
    private readonly Func<double> _random;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Number of attempts and delays; read at construction.</param>
    public RetryStrategy(RecoveryOptions options)
        : this(options, Random.Shared.NextDouble)
    {
    }

    internal RetryStrategy(RecoveryOptions options, Func<double> random)
    {
        ArgumentNullException.ThrowIfNull(options);
        _maxAttempts = options.MaxAttempts;
        _baseDelay = options.BaseDelay;
        _maxDelay = options.MaxDelay;
        _random = random;
    }

    /// <inheritdoc/>
    public RecoveryDecision Decide(RecoveryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Error.Recoverability != ProofErrorRecoverability.Retryable || context.AttemptsWithPlan >= _maxAttempts)
            return RecoveryDecision.Next;

        var earliest = context.Error.RetryAfter is { Ticks: > 0 } known ? known : TimeSpan.Zero;
        if (earliest > _maxDelay) return RecoveryDecision.Next;
        var delay = earliest + LongestDelay(context.AttemptsWithPlan) * _random();
        return RecoveryDecision.RetryAfter(delay < _maxDelay ? delay : _maxDelay);
    }

    // In floating point, since the doubling soon exceeds the range of TimeSpan.
    private TimeSpan LongestDelay(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(_maxDelay.Ticks, Math.ScaleB(_baseDelay.Ticks, attempts - 1)));
}
