namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Gives memory back, waits and tries again with one thread, the first time that memory runs out with a circuit. What already ran with one
/// thread can't be made smaller in this way and is left to other strategies.
/// </summary>
internal sealed class ResourceStrategy : IRecoveryStrategy
{
    private readonly bool _allowed;
    private readonly TimeSpan _delay;

    /// <summary>Makes a strategy.</summary>
    /// <param name="options">Whether to try with less at all, and how long to wait before; read now.</param>
    public ResourceStrategy(RecoveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _allowed = options.AllowResourceOptimization;
        _delay = options.BaseDelay;
    }

    /// <inheritdoc/>
    public RecoveryDecision Decide(RecoveryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _allowed
            && IsExhaustion(context.Error)
            && context.Error.Recoverability != ProofErrorRecoverability.Fatal
            && context.Plan.MaxDegreeOfParallelism != 1
            && !context.Errors.SkipLast(1).Any(earlier => IsExhaustion(earlier) && IsOfCircuit(earlier, context))
                ? RecoveryDecision.RetryWithLess(_delay, 1)
                : RecoveryDecision.Next;
    }

    private static bool IsExhaustion(ProofError error) => error.Type is ProofErrorType.OutOfMemory or ProofErrorType.ResourceExhausted;

    // An error that names no circuit may have been of this one.
    private static bool IsOfCircuit(ProofError error, RecoveryContext context) =>
        error.Circuit is null || error.Circuit == context.Plan.Size;
}
