using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ProofCluster.Contract;
using ProofCluster.Fronts;
using Shadowgraph.Proofs;

namespace ProofServer.Requests;

/// <summary>
/// Requests whose proofs are made by the silos of a cluster. Any front finds, follows and cancels any of them; the queue that a front shows is of
/// those that came through it.
/// </summary>
internal sealed class ClusterRequests(IProofCluster cluster, TimeProvider time, IHostApplicationLifetime lifetime) : IProofRequests
{
    private const int BatchWidth = 16;

    private readonly QueueOfFront _queue = new();
    private long _snapshots;

    public PipelineStatistics Statistics => _queue.Statistics;

    public async Task<SubmittedRequest> SubmitAsync(ProofRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var id = await cluster.SubmitAsync(request, cancellationToken);
            if (_queue.TryAdd(id, request, time.GetUtcNow())) _ = FollowAsync(id, request.UserId);
            return new SubmittedRequest(id, null);
        }
        catch (ProofErrorException)
        {
            _queue.CountRefusal();
            throw;
        }
    }

    public async IAsyncEnumerable<BatchResult> ProveManyAsync(
        IEnumerable<ProofRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var results = Channel.CreateUnbounded<BatchResult>();
        var proving = ProveAllAsync();
        await foreach (var result in results.Reader.ReadAllAsync(cancellationToken)) yield return result;
        await proving;

        async Task ProveAllAsync()
        {
            try
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = BatchWidth, CancellationToken = cancellationToken };
                await Parallel.ForEachAsync(requests.Index(), options, async (each, token) =>
                    results.Writer.TryWrite(new BatchResult(each.Index, each.Item, await ProveAsync(each.Item, token))));
                results.Writer.TryComplete();
            }
            catch (Exception e)
            {
                results.Writer.TryComplete(e);
            }
        }
    }

    public async ValueTask<ProofStatus?> FindAsync(Guid id, ProofUserId user, CancellationToken cancellationToken) =>
        await cluster.FindStatusAsync(user, id, cancellationToken);

    public async ValueTask<bool> CancelAsync(Guid id, ProofUserId user, CancellationToken cancellationToken) =>
        await cluster.CancelAsync(user, id, cancellationToken);

    public async ValueTask<bool> IsOwnedAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        await cluster.FindAsync(user, id, cancellationToken) != RequestPhase.Unknown;

    public IAsyncEnumerable<ProofProgress> WatchAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        cluster.WatchAsync(user, id, cancellationToken);

    public async ValueTask<ProofResult?> FindResultAsync(Guid id, ProofUserId user, CancellationToken cancellationToken = default) =>
        await cluster.FindResultAsync(user, id, cancellationToken);

    public async IAsyncEnumerable<PipelineSnapshot> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _queue.Changed;
            yield return new PipelineSnapshot
            {
                Sequence = Interlocked.Increment(ref _snapshots),
                At = time.GetUtcNow(),
                IsAccepting = true,
                Statistics = Statistics,
                Requests = _queue.List(),
            };
            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task<ProofResult> ProveAsync(ProofRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.ProveAsync(request, cancellationToken: cancellationToken);
        }
        catch (ProofErrorException e)
        {
            _queue.CountRefusal();
            return ProofResult.Ended(Guid.NewGuid(), e.Error);
        }
    }

    /// <summary>Keeps the queue's entry of a request up to date. Nobody waits for it.</summary>
    private async Task FollowAsync(Guid id, ProofUserId user)
    {
        try
        {
            await foreach (var progress in cluster.WatchAsync(user, id, lifetime.ApplicationStopping))
            {
                var error = progress.IsFinal && progress.State != ProofState.Completed
                    ? (await cluster.FindResultAsync(user, id, lifetime.ApplicationStopping))?.Error?.Type
                    : null;
                if (!_queue.Set(id, progress, error)) return;
            }
        }
        catch (Exception)
        {
            _queue.Remove(id); // the front stops, or the cluster is away for long: the queue shows what it knows
        }
    }
}
