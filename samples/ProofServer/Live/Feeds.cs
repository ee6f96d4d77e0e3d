using System.Runtime.CompilerServices;
using System.Text.Json;
using ProofServer.Api;
using ProofServer.Security;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Live;

/// <summary>What can be followed on a socket besides requests: the queue, and for operators the metrics.</summary>
internal sealed class Feeds(IProofPipeline pipeline, IProofMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan MetricsInterval = TimeSpan.FromSeconds(1);

    public Dictionary<string, ProgressFeed> For(Caller caller)
    {
        var feeds = new Dictionary<string, ProgressFeed> { ["queue"] = cancellationToken => QueueAsync(caller, cancellationToken) };
        if (caller.IsOperator) feeds["metrics"] = MetricsAsync;
        return feeds;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> QueueAsync(Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var snapshot in pipeline.ObserveAsync(cancellationToken))
            yield return JsonSerializer.SerializeToUtf8Bytes(QueueView.Of(snapshot, caller), ServerJson.Default.QueueAnswer);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> MetricsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var _ in pipeline.ObserveAsync(cancellationToken))
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(MetricsAnswer.Of(metrics.Snapshot()), ServerJson.Default.MetricsAnswer);
            await Task.Delay(MetricsInterval, time, cancellationToken);
        }
    }
}
