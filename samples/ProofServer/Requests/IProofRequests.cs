using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Requests;

/// <summary>
/// The requests of the service, wherever their proofs are made. Endpoints, sockets and feeds know nothing else of it. A request is found by its
/// id together with its user: another user's and an unknown one are the same to everybody. Implementations are thread-safe.
/// </summary>
internal interface IProofRequests : IProgressSource
{
    /// <summary>Numbers of requests, and mean times.</summary>
    PipelineStatistics Statistics { get; }

    /// <summary>Lets a request in; the work goes on by itself.</summary>
    /// <exception cref="ProofErrorException">It was refused.</exception>
    Task<SubmittedRequest> SubmitAsync(ProofRequest request, CancellationToken cancellationToken);

    /// <summary>Proves several requests.</summary>
    /// <returns>One result for each, as they end.</returns>
    IAsyncEnumerable<BatchResult> ProveManyAsync(IEnumerable<ProofRequest> requests, CancellationToken cancellationToken);

    /// <summary>Looks a request up.</summary>
    /// <returns>Null if it is not known (any more), or another user's.</returns>
    ValueTask<ProofStatus?> FindAsync(Guid id, ProofUserId user, CancellationToken cancellationToken);

    /// <summary>Cancels a request, whether it waits or runs.</summary>
    /// <returns>Whether it was known, this user's, and had not ended.</returns>
    ValueTask<bool> CancelAsync(Guid id, ProofUserId user, CancellationToken cancellationToken);

    /// <summary>Follows the state of all requests. Changes that come faster than they are read are taken together.</summary>
    /// <returns>Snapshots, beginning with the present one.</returns>
    IAsyncEnumerable<PipelineSnapshot> ObserveAsync(CancellationToken cancellationToken);
}

/// <summary>A request that was let in.</summary>
/// <param name="Id">By which it is found.</param>
/// <param name="Predicted">How long it will take; null if nothing is known yet.</param>
internal sealed record SubmittedRequest(Guid Id, DurationPrediction? Predicted);
