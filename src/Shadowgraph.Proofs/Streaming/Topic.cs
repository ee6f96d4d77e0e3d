using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// A request or a feed with its followers. The source is read once for all followers, from the first subscription to the last cancellation.
/// States go out in rounds, the last message immediately. Thread-safe.
/// </summary>
/// <param name="rounds">Schedule of the states.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The last follower may leave after the end, and the source holds no unmanaged resource.")]
internal sealed class Topic(FanOutRounds rounds)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Subscription> _followers = [];
    private readonly CancellationTokenSource _end = new();
    private TopicMessage? _newest;
    private bool _isOver;

    /// <summary>Adds a follower. A known state is posted immediately.</summary>
    /// <returns>False if the topic has ended.</returns>
    public bool TryAdd(Subscription follower)
    {
        lock (_lock)
        {
            if (_isOver) return false;
            _followers.Add(follower);
            follower.Topic = this;
            if (_newest is { } present) follower.Post(present);
            return true;
        }
    }

    /// <summary>Removes a follower. Without followers the reading ends.</summary>
    public void Remove(Subscription follower)
    {
        lock (_lock)
        {
            if (!_followers.Remove(follower) || _followers.Count > 0 || _isOver) return;
            _isOver = true;
        }

        // Outside of the lock: continuations may run within Cancel.
        _end.Cancel();
    }

    /// <summary>Posts the newest state to all followers.</summary>
    /// <returns>The number of followers.</returns>
    public int FanOut()
    {
        lock (_lock)
        {
            if (_isOver || _newest is not { } newest) return 0;
            foreach (var follower in _followers) follower.Post(newest);
            return _followers.Count;
        }
    }

    /// <summary>Reads the source to its end. Never throws: followers receive the failure.</summary>
    public async Task RunAsync(Func<CancellationToken, IAsyncEnumerable<TopicMessage>> source)
    {
        try
        {
            await foreach (var message in source(_end.Token).ConfigureAwait(false))
            {
                if (message.Kind != TopicMessageKind.State)
                {
                    End(message);
                    return;
                }

                lock (_lock) _newest = message;
                rounds.Announce(this);
            }

            End(new TopicMessage(default, TopicMessageKind.Last));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // No followers are left.
        }
#pragma warning disable CA1031 // An exception of the host's source: sockets close without its details.
        catch (Exception)
#pragma warning restore CA1031
        {
            End(new TopicMessage(default, TopicMessageKind.Failed));
        }
        finally
        {
            lock (_lock) _isOver = true;
        }
    }

    private void End(TopicMessage last)
    {
        int count;
        lock (_lock)
        {
            if (_isOver) return;
            _isOver = true;
            foreach (var follower in _followers) follower.Post(last);
            count = _followers.Count;
            _followers.Clear();
        }

        rounds.Spend(count);
    }
}
