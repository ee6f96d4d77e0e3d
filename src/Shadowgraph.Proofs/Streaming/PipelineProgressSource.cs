namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// The requests of a pipeline in this process. A request is found by id and user together; a request of another user counts as unknown. Thread-safe.
/// </summary>
/// <remarks>For hosts with a source of their own that adds to this one. <see cref="ProgressSocketServer"/> takes a pipeline as is.</remarks>
public sealed class PipelineProgressSource : IProgressSource
{
    private readonly IProofPipeline _pipeline;

    /// <summary>Creates a source.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public PipelineProgressSource(IProofPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        _pipeline = pipeline;
    }

    /// <summary>The status of a request.</summary>
    /// <param name="id">The request.</param>
    /// <param name="user">Its user.</param>
    /// <returns>Null for a request that is unknown, forgotten, or of another user.</returns>
    public ProofStatus? Find(Guid id, ProofUserId user) => _pipeline.Find(id) is { } status && status.UserId == user ? status : null;

    /// <inheritdoc/>
    public ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) => new(IsOwned(id, user));

    /// <inheritdoc/>
    public IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        IsOwned(id, user) ? _pipeline.WatchAsync(id, cancellationToken) : AsyncEnumerable.Empty<ProofProgress>();

    /// <inheritdoc/>
    public ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        new(IsOwned(id, user) ? _pipeline.FindResult(id) : null);

    private bool IsOwned(Guid id, ProofUserId user) => Find(id, user) is not null;
}
