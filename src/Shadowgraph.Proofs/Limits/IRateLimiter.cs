namespace Shadowgraph.Proofs.Limits;

/// <summary>Says how often each user may have proofs made. Implementations are thread-safe.</summary>
/// <remarks>
/// One permit is taken for each request that begins a proof of its own; those served from the cache or joined to an equal one take none. A
/// limiter that throws, returns null, or does not answer within 2 seconds lets nobody past: the request is refused with an internal error,
/// and the fault is logged.
/// </remarks>
public interface IRateLimiter
{
    /// <summary>Takes a permit, if there is one.</summary>
    /// <param name="user">Who asks; <see cref="ProofUserId.IsNone"/> if the request names nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<RateDecision> TakeAsync(ProofUserId user, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a permit back, as if it had never been taken: the request was not let in after all, or ended in the queue before the prover
    /// began. The latter happens at most <see cref="RateLimitOptions.Permits"/> times a user and <see cref="RateLimitOptions.Window"/>.
    /// </summary>
    /// <param name="user">Who took it.</param>
    /// <param name="permit">Its number, <see cref="RateDecision.Permit"/>. One that is not out, any more or at all, changes nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask GiveBackAsync(ProofUserId user, long permit, CancellationToken cancellationToken = default);

    /// <summary>How many permits a user could take now.</summary>
    /// <param name="user">Who.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null if there is no limit.</returns>
    ValueTask<int?> RemainingAsync(ProofUserId user, CancellationToken cancellationToken = default);
}
