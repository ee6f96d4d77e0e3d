using ProofCluster.Contract;
using Shadowgraph.Proofs;

namespace ProofCluster.Fronts;

/// <summary>
/// Has requests proved by the silos of a cluster. An accepted request is in the store and ends exactly once, whichever process dies. A request
/// belongs to a user; for another user the id is unknown. Thread-safe, and without state: any front can ask for any request.
/// </summary>
public interface IProofCluster
{
    /// <summary>Has a request accepted, and returns once the request is in the store. Failed calls are repeated with the same id.</summary>
    /// <param name="request">
    /// The request, with a user. <see cref="ProofRequest.Id"/> is the user's idempotency key: the same key with the same content is the same
    /// request.
    /// </param>
    /// <param name="cancellationToken">Ends the call; the request may have been accepted.</param>
    /// <returns>The id of the request in the cluster.</returns>
    /// <exception cref="ArgumentException">The request names no user.</exception>
    /// <exception cref="ProofErrorException">The request is refused, or could not be stored.</exception>
    Task<Guid> SubmitAsync(ProofRequest request, CancellationToken cancellationToken = default);

    /// <summary>Has a request proved, and waits for the end.</summary>
    /// <param name="request">The request, with a user.</param>
    /// <param name="progress">Told of progress; sequence and percentage never fall.</param>
    /// <param name="cancellationToken">Withdraws the request.</param>
    /// <returns>The result: completed, failed or cancelled.</returns>
    /// <exception cref="ProofErrorException">The request is refused, or the cluster did not answer until after the deadline.</exception>
    Task<ProofResult> ProveAsync(ProofRequest request, IProgress<ProofProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Follows a request to the end, from silo to silo. Empty for an unknown request.</summary>
    IAsyncEnumerable<ProofProgress> WatchAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Waits for the end of a request.</summary>
    /// <returns>The result; null if the request is unknown.</returns>
    Task<ProofResult?> WaitAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>The phase of a request.</summary>
    Task<RequestPhase> FindAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>The phase of a request, with progress. The priority is unknown, since the priority is sealed.</summary>
    /// <returns>Null if the request is unknown.</returns>
    Task<ProofStatus?> FindStatusAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>The result of a request that has ended, within the time of retention.</summary>
    /// <returns>Null if the request is unknown or has not ended.</returns>
    Task<ProofResult?> FindResultAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Cancels a request.</summary>
    /// <returns>Whether the request was known and had not ended.</returns>
    Task<bool> CancelAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Clears an ended request now, since the owner has the result.</summary>
    Task ForgetAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default);
}
