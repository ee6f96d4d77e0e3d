namespace Shadowgraph.Proofs.Access;

/// <summary>Decides about access to the pipeline. Implementations are thread-safe.</summary>
/// <remarks>
/// Called once for each request, before the cache and the queue. Fails closed: if the policy throws, returns null, or does not answer within 2
/// seconds, the request is refused with an internal error, and the fault is logged.
/// </remarks>
public interface IAccessPolicy
{
    /// <summary>Decides about a request.</summary>
    /// <param name="user">The requesting user; <see cref="ProofUserId.IsNone"/> for a request without a user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<AccessDecision> DecideAsync(ProofUserId user, CancellationToken cancellationToken = default);
}
