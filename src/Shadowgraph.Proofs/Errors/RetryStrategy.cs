namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Tries again after what may pass, up to <see cref="RecoveryOptions.MaxAttempts"/> attempts with one plan. The delay is drawn evenly
/// between zero and a limit that doubles with each attempt (full jitter), so that requests that failed together don't come back together.
/// </summary>
/// <remarks>An error that says when to come back is heeded: the delay is no shorter, and one that is too long ends the request.</remarks>
internal sealed class RetryStrategy : IRecoveryStrategy
{
    private readonly int _maxAttempts;
    private readonly TimeSpan _baseDelay;
    private readonly TimeSpan _maxDelay;
    private readonly Func<double> _random;

    /// <summary>Makes a strategy.</summary>
    /// <param name="options">How often, and how long to wait; read now.</param>
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

    // In floating point, as the doubling soon passes what a TimeSpan holds.
    private TimeSpan LongestDelay(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(_maxDelay.Ticks, Math.ScaleB(_baseDelay.Ticks, attempts - 1)));
}
