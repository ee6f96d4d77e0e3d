using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Errors;

/// <summary>After a failure of a circuit, continues with the next smaller circuit: the same claim, proved in more links.</summary>
internal sealed class CircuitFallbackStrategy : IRecoveryStrategy
{
    private readonly bool _allowed;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Whether fallback is allowed; read at construction.</param>
    public CircuitFallbackStrategy(RecoveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _allowed = options.AllowCircuitFallback;
    }

    /// <inheritdoc/>
    public RecoveryDecision Decide(RecoveryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_allowed || context.Error.Recoverability != ProofErrorRecoverability.FallbackAvailable) return RecoveryDecision.Next;
        for (var size = context.Plan.Size - 1; size >= CircuitSize.Small; size--)
        {
            if (CanTake(size, context.Plan.AttestationCount)) return RecoveryDecision.FallBackTo(size);
        }

        return RecoveryDecision.Next;
    }

    private static bool CanTake(CircuitSize maxCircuitSize, int attestationCount)
    {
        try
        {
            _ = ProofPlan.For(attestationCount, maxCircuitSize);
            return true;
        }
        catch (ProofJobException)
        {
            return false;
        }
    }
}
