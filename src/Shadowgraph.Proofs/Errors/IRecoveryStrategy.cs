namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// One way to go on after a failed attempt. Strategies are asked in the order of their registration; the first that does not say
/// <see cref="RecoveryDecision.Next"/> decides, and if all do, the request has failed. Implementations are thread-safe and keep no state
/// per request: the context has all of it.
/// </summary>
/// <remarks>One that throws is passed over. Refused requests are never brought before a strategy.</remarks>
public interface IRecoveryStrategy
{
    /// <summary>Decides about one failed attempt.</summary>
    /// <param name="context">The error and what was tried so far.</param>
    RecoveryDecision Decide(RecoveryContext context);
}
