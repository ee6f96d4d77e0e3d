using System.Threading.Channels;

namespace Shadowgraph.Proofs.Dispatch.Batches;

/// <summary>The requests of a batch that are in the pipeline, or have ended with results not yet taken. Not thread-safe.</summary>
internal sealed class BatchWindow(IProofPipeline pipeline) : IDisposable
{
    private readonly Channel<BatchResult> _ended = Channel.CreateUnbounded<BatchResult>();
    private readonly Dictionary<int, Guid> _inside = [];

    public int Count => _inside.Count;

    /// <summary>Whether <see cref="NextAsync"/> completes without waiting.</summary>
    public bool HasNext => _ended.Reader.TryPeek(out _);

    /// <returns>The reason of a refusal; null if the request was admitted.</returns>
    public async Task<ProofError?> TrySubmitAsync(int index, ProofRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var ticket = await pipeline.SubmitAsync(request, cancellationToken).ConfigureAwait(false);
            _inside.Add(index, ticket.Id);
            _ = PassOnAsync(index, request, ticket);
            return null;
        }
        catch (ProofErrorException e)
        {
            return e.Error;
        }
    }

    /// <summary>Takes the result of the next request that ends.</summary>
    public async ValueTask<BatchResult> NextAsync(CancellationToken cancellationToken)
    {
        var ended = await _ended.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        _inside.Remove(ended.Index);
        return ended;
    }

    /// <summary>Cancels all requests that have not ended.</summary>
    public void Dispose()
    {
        foreach (var id in _inside.Values) pipeline.Cancel(id);
    }

    private async Task PassOnAsync(int index, ProofRequest request, ProofTicket ticket) =>
        _ended.Writer.TryWrite(new BatchResult(index, request, await ticket.Completion.ConfigureAwait(false)));
}
