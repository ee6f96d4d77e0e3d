using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Requests;

/// <summary>
/// The proof requests of the service: the only interface through which endpoints, sockets and feeds reach the provers. A request is found by
/// id and user together; a request of another user counts as unknown. Implementations are thread-safe.
/// </summary>
internal interface IProofRequests : IProgressSource
{
    /// <summary>Numbers of requests, and mean times.</summary>
    PipelineStatistics Statistics { get; }

    /// <summary>Submits a request and returns without waiting for the proof.</summary>
    /// <exception cref="ProofErrorException">The request was refused.</exception>
    Task<SubmittedRequest> SubmitAsync(ProofRequest request, CancellationToken cancellationToken);

    /// <summary>Proves several requests.</summary>
    /// <returns>One result for each request, in the order of completion.</returns>
    IAsyncEnumerable<BatchResult> ProveManyAsync(IEnumerable<ProofRequest> requests, CancellationToken cancellationToken);

    /// <summary>Looks a request up.</summary>
    /// <returns>Null for a request that is unknown, forgotten, or of another user.</returns>
    ValueTask<ProofStatus?> FindAsync(Guid id, ProofUserId user, CancellationToken cancellationToken);

    /// <summary>Cancels a waiting or running request.</summary>
    /// <returns>False for a request that is unknown, of another user, or ended.</returns>
    ValueTask<bool> CancelAsync(Guid id, ProofUserId user, CancellationToken cancellationToken);

    /// <summary>Follows the state of all requests. A slow reader gets several changes as one snapshot.</summary>
    /// <returns>Snapshots, beginning with the current state.</returns>
    IAsyncEnumerable<PipelineSnapshot> ObserveAsync(CancellationToken cancellationToken);
}

/// <summary>An accepted request.</summary>
/// <param name="Id">The id for status, watching and cancellation.</param>
/// <param name="Predicted">The expected duration; null before the first prediction is possible.</param>
internal sealed record SubmittedRequest(Guid Id, DurationPrediction? Predicted);
