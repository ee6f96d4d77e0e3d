namespace Shadowgraph.Proofs.Access;

/// <summary>Decides who may have proofs made. Implementations are thread-safe.</summary>
/// <remarks>
/// It is asked once for each request, before the cache and the queue. A policy that throws, returns null, or does not answer within 2
/// seconds lets nobody in: the request is refused with an internal error, and the fault is logged.
/// </remarks>
public interface IAccessPolicy
{
    /// <summary>Decides about one request.</summary>
    /// <param name="user">Who asks; <see cref="ProofUserId.IsNone"/> if the request names nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<AccessDecision> DecideAsync(ProofUserId user, CancellationToken cancellationToken = default);
}
