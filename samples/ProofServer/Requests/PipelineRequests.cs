using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Requests;

/// <summary>Requests proved by the pipeline of this process.</summary>
internal sealed class PipelineRequests(IProofPipeline pipeline) : IProofRequests
{
    private readonly PipelineProgressSource _source = new(pipeline);

    public PipelineStatistics Statistics => pipeline.Statistics;

    public async Task<SubmittedRequest> SubmitAsync(ProofRequest request, CancellationToken cancellationToken)
    {
        var ticket = await pipeline.SubmitAsync(request, cancellationToken);
        return new SubmittedRequest(ticket.Id, ticket.Predicted);
    }

    public IAsyncEnumerable<BatchResult> ProveManyAsync(IEnumerable<ProofRequest> requests, CancellationToken cancellationToken) =>
        pipeline.ProveManyAsync(requests, cancellationToken);

    public ValueTask<ProofStatus?> FindAsync(Guid id, ProofUserId user, CancellationToken cancellationToken) => new(_source.Find(id, user));

    public ValueTask<bool> CancelAsync(Guid id, ProofUserId user, CancellationToken cancellationToken) =>
        new(_source.Find(id, user) is not null && pipeline.Cancel(id));

    public IAsyncEnumerable<PipelineSnapshot> ObserveAsync(CancellationToken cancellationToken) => pipeline.ObserveAsync(cancellationToken);

    public ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        _source.IsOwnedAsync(id, user, cancellationToken);

    public IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        _source.WatchAsync(id, user, cancellationToken);

    public ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        _source.FindResultAsync(id, user, cancellationToken);
}
