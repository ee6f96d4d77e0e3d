using Shadowgraph.Proofs;

namespace ProofServer.Requests;

/// <summary>Requests proved by the pipeline of this process.</summary>
internal sealed class PipelineRequests(IProofPipeline pipeline) : IProofRequests
{
    public PipelineStatistics Statistics => pipeline.Statistics;

    public async Task<SubmittedRequest> SubmitAsync(ProofRequest request, CancellationToken cancellationToken)
    {
        var ticket = await pipeline.SubmitAsync(request, cancellationToken);
        return new SubmittedRequest(ticket.Id, ticket.Predicted);
    }

    public IAsyncEnumerable<BatchResult> ProveManyAsync(IEnumerable<ProofRequest> requests, CancellationToken cancellationToken) =>
        pipeline.ProveManyAsync(requests, cancellationToken);

    public ValueTask<ProofStatus?> FindAsync(Guid id, ProofUserId user, CancellationToken cancellationToken) => new(Find(id, user));

    public ValueTask<bool> CancelAsync(Guid id, ProofUserId user, CancellationToken cancellationToken) =>
        new(Find(id, user) is not null && pipeline.Cancel(id));

    public IAsyncEnumerable<PipelineSnapshot> ObserveAsync(CancellationToken cancellationToken) => pipeline.ObserveAsync(cancellationToken);

    public ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) => new(Find(id, user) is not null);

    public IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        Find(id, user) is null ? AsyncEnumerable.Empty<ProofProgress>() : pipeline.WatchAsync(id, cancellationToken);

    public ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        new(Find(id, user) is null ? null : pipeline.FindResult(id));

    private ProofStatus? Find(Guid id, ProofUserId user) => pipeline.Find(id) is { } status && status.UserId == user ? status : null;
}
