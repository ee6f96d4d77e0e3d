namespace Shadowgraph.Proofs.Streaming;

/// <summary>The requests of a pipeline in this process.</summary>
internal sealed class PipelineProgressSource(IProofPipeline pipeline) : IProgressSource
{
    public ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) => new(IsOwned(id, user));

    public IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        IsOwned(id, user) ? pipeline.WatchAsync(id, cancellationToken) : AsyncEnumerable.Empty<ProofProgress>();

    public ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        new(IsOwned(id, user) ? pipeline.FindResult(id) : null);

    private bool IsOwned(Guid id, ProofUserId user) => pipeline.Find(id) is { } status && status.UserId == user;
}
