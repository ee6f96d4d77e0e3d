namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Source of the progress that sockets follow: a pipeline of this process, or a service elsewhere. Implementations are thread-safe.
/// <see cref="ProgressSocketServer"/> watches each request once, independent of the number of sockets.
/// </summary>
public interface IProgressSource
{
    /// <summary>Whether a request is known and belongs to a user.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False for an unknown request and for a request of another user; clients can't tell the two apart.</returns>
    ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default);

    /// <summary>Follows a request to its end. A slow reader misses intermediate reports, never the last.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">Its user.</param>
    /// <param name="cancellationToken">Ends the watching, not the request.</param>
    /// <returns>Reports, beginning with the current state; empty for a request that is unknown, forgotten, or of another user.</returns>
    IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default);

    /// <summary>The result of a request that has ended.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">Its user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null for a request that has not ended, is unknown or forgotten, or belongs to another user.</returns>
    ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default);
}
