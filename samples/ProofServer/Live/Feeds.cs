using System.Runtime.CompilerServices;
using System.Text.Json;
using ProofServer.Api;
using ProofServer.Security;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Live;

/// <summary>
/// Feeds of sockets besides requests: the queue, and for operators the metrics. Sockets of the same user and role share feeds, and each feed
/// is read once.
/// </summary>
internal sealed class Feeds(QueueSnapshots snapshots, IProofMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan MetricsInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(ProofUserId User, bool IsOperator), Shared> _shared = [];
    private ProgressFeed? _metrics;

    /// <summary>Leases the feeds for a socket of a caller, until the socket closes.</summary>
    public Lease For(Caller caller)
    {
        var key = (caller.User, caller.IsOperator);
        lock (_lock)
        {
            if (!_shared.TryGetValue(key, out var shared)) _shared[key] = shared = new Shared(Make(caller));
            shared.Sockets++;
            return new Lease(this, key, shared.Feeds);
        }
    }

    private Dictionary<string, ProgressFeed> Make(Caller caller)
    {
        var feeds = new Dictionary<string, ProgressFeed> { ["queue"] = cancellationToken => QueueAsync(caller, cancellationToken) };
        if (caller.IsOperator) feeds["metrics"] = _metrics ??= MetricsAsync;
        return feeds;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> QueueAsync(Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var snapshot in snapshots.FollowAsync(cancellationToken))
            yield return JsonSerializer.SerializeToUtf8Bytes(QueueView.Of(snapshot, caller), ServerJson.Default.QueueAnswer);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> MetricsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var _ in snapshots.FollowAsync(cancellationToken))
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(MetricsAnswer.Of(metrics.Snapshot()), ServerJson.Default.MetricsAnswer);
            await Task.Delay(MetricsInterval, time, cancellationToken);
        }
    }

    private void Return((ProofUserId User, bool IsOperator) key)
    {
        lock (_lock)
        {
            if (--_shared[key].Sockets == 0) _shared.Remove(key);
        }
    }

    /// <summary>Feeds in use by a socket. Dispose exactly once.</summary>
    internal readonly struct Lease(Feeds owner, (ProofUserId User, bool IsOperator) key, IReadOnlyDictionary<string, ProgressFeed> feeds) : IDisposable
    {
        public IReadOnlyDictionary<string, ProgressFeed> Feeds => feeds;

        public void Dispose() => owner.Return(key);
    }

    private sealed class Shared(Dictionary<string, ProgressFeed> feeds)
    {
        public Dictionary<string, ProgressFeed> Feeds => feeds;

        public int Sockets { get; set; }
    }
}
