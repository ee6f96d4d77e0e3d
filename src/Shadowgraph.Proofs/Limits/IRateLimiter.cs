namespace Shadowgraph.Proofs.Limits;

/// <summary>Limits the rate of proofs per user. Implementations are thread-safe.</summary>
/// <remarks>
/// Each request that starts a new proof takes a permit; requests served from the cache, or joined to an equal request, take none. Fails closed: if
/// the limiter throws, returns null, or does not answer within 2 seconds, the request is refused with an internal error, and the fault is logged.
/// </remarks>
public interface IRateLimiter
{
    /// <summary>Acquires a permit, if available.</summary>
    /// <remarks>
    /// The pipeline returns a permit, at most once, if the request was refused afterwards, or ended in the queue before the prover began. The latter
    /// happens at most <see cref="RateLimitOptions.Permits"/> times per user and <see cref="RateLimitOptions.Window"/>.
    /// </remarks>
    /// <param name="user">The requesting user; <see cref="ProofUserId.IsNone"/> for a request without a user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<PermitLease> AcquireAsync(ProofUserId user, CancellationToken cancellationToken = default);

    /// <summary>The number of permits currently available to a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null without a limit.</returns>
    ValueTask<int?> RemainingAsync(ProofUserId user, CancellationToken cancellationToken = default);
}
