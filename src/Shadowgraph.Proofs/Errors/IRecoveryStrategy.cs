namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// A way to continue after a failed attempt. Strategies are called in the order of their registration; the first decision other than
/// <see cref="RecoveryDecision.Next"/> applies, and without any such decision the request has failed. Implementations are thread-safe and keep no
/// state per request: the context has all of the state.
/// </summary>
/// <remarks>
/// A strategy that throws or returns null is skipped. Strategies are not called for refused requests and <see cref="ProofErrorRecoverability.Fatal"/>
/// errors, and no request has more than 16 attempts.
/// </remarks>
public interface IRecoveryStrategy
{
    /// <summary>Decides how to continue after a failed attempt.</summary>
    /// <param name="context">The error and all earlier attempts.</param>
    RecoveryDecision Decide(RecoveryContext context);
}
