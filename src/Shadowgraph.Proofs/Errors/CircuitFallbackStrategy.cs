using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Errors;

/// <summary>Goes on with the next smaller circuit, in more links, if one can't be used: the same claim, proved in more steps.</summary>
public sealed class CircuitFallbackStrategy : IRecoveryStrategy
{
    private readonly bool _allowed;

    /// <summary>Makes a strategy.</summary>
    /// <param name="options">Whether to fall back at all; read now.</param>
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

    private static bool CanTake(CircuitSize largestSize, int attestationCount)
    {
        try
        {
            _ = ProofPlan.For(attestationCount, largestSize);
            return true;
        }
        catch (ProofJobException)
        {
            return false;
        }
    }
}
