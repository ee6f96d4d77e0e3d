namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// On the first lack of memory with a circuit: returns unused memory to the system, waits, and makes an attempt with a single thread. An attempt that
/// already had a single thread is left to further strategies.
/// </summary>
internal sealed class ResourceStrategy : IRecoveryStrategy
{
    private readonly bool _allowed;
    private readonly TimeSpan _delay;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Whether the strategy is enabled, and the delay; read at construction.</param>
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

    // An error without a circuit may belong to the current circuit.
    private static bool IsOfCircuit(ProofError error, RecoveryContext context) =>
        error.Circuit is null || error.Circuit == context.Plan.Size;
}
