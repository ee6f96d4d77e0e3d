using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>The topics that sockets follow; sockets that follow the same request or feed share a topic. Thread-safe.</summary>
internal sealed class ProgressHub(IProgressSource source, ProgressSocketOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, Topic> _topics = [];
    private readonly FanOutRounds _rounds = new(options.MaxUpdatesPerSecond, time);

    public IProgressSource Source => source;

    /// <summary>Subscribes to a request of a user.</summary>
    public void Follow(Guid id, ProofUserId user, Subscription follower) =>
        Follow((user, id), cancellationToken => ReadAsync(id, user, cancellationToken), follower);

    /// <summary>Subscribes to a feed. Sessions with the same delegate share a topic.</summary>
    public void Follow(string name, ProgressFeed feed, Subscription follower) =>
        Follow((name, feed), cancellationToken => ReadAsync(name, feed, cancellationToken), follower);

    private void Follow(object key, Func<CancellationToken, IAsyncEnumerable<TopicMessage>> read, Subscription follower)
    {
        Topic topic;
        lock (_lock)
        {
            if (_topics.TryGetValue(key, out var known) && known.TryAdd(follower)) return;
            topic = new Topic(_rounds);
            topic.TryAdd(follower);
            _topics[key] = topic;
        }

        _ = Task.Run(() => RunAsync(key, topic, read));
    }

    private async Task RunAsync(object key, Topic topic, Func<CancellationToken, IAsyncEnumerable<TopicMessage>> read)
    {
        await topic.RunAsync(read).ConfigureAwait(false);
        lock (_lock)
        {
            if (_topics.GetValueOrDefault(key) == topic) _topics.Remove(key);
        }
    }

    private async IAsyncEnumerable<TopicMessage> ReadAsync(Guid id, ProofUserId user, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var report in source.WatchAsync(id, user, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (report.IsFinal)
            {
                var result = await source.FindResultAsync(id, user, cancellationToken).ConfigureAwait(false);
                yield return new TopicMessage(SocketMessages.End(report, result), TopicMessageKind.Last);
                yield break;
            }

            yield return new TopicMessage(SocketMessages.Progress(report), TopicMessageKind.State);
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }

        // The source forgot the request after the subscription.
        yield return new TopicMessage(SocketMessages.UnknownRequest(id), TopicMessageKind.Last);
    }

    private async IAsyncEnumerable<TopicMessage> ReadAsync(
        string name, ProgressFeed feed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var state in feed(cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return new TopicMessage(SocketMessages.Feed(name, state), TopicMessageKind.State);
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Pauses between reports; changes during the pause are merged into the next report.</summary>
    private Task PauseAsync(CancellationToken cancellationToken) =>
        options.ProgressInterval == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(options.ProgressInterval, time, cancellationToken);
}
