namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// One way to go on after a failed attempt. Strategies are asked in the order of their registration; the first that does not say
/// <see cref="RecoveryDecision.Next"/> decides, and if all do, the request has failed. Implementations are thread-safe and keep no state
/// per request: the context has all of it.
/// </summary>
/// <remarks>
/// One that throws or returns null is passed over. Refused requests and errors that are <see cref="ProofErrorRecoverability.Fatal"/> are
/// never brought before a strategy, and no request is attempted more than 16 times.
/// </remarks>
public interface IRecoveryStrategy
{
    /// <summary>Decides about one failed attempt.</summary>
    /// <param name="context">The error and what was tried so far.</param>
    RecoveryDecision Decide(RecoveryContext context);
}
