namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Requests that sockets follow, wherever they run: in a pipeline of this process, or in others. Implementations are thread-safe.
/// <see cref="ProgressSocketServer"/> asks once for each request, however many sockets follow it.
/// </summary>
public interface IProgressSource
{
    /// <summary>Whether a request is known and a user's.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False for an unknown request and for another user's: nobody tells them apart.</returns>
    ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default);

    /// <summary>Follows a request to its end. Reports that come faster than they are read are left out, the last one never.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">Its user.</param>
    /// <param name="cancellationToken">Ends the watching, not the request.</param>
    /// <returns>Reports, beginning with the present one; nothing if the request is not known (any more) or another user's.</returns>
    IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default);

    /// <summary>The result of a request that has ended.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">Its user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null if it has not ended, is not known (any more), or is another user's.</returns>
    ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default);
}
