using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// A request or a feed that sockets follow. Its source is read once for all followers, from the first one's coming to the last one's
/// leaving. States go to the followers in rounds, the last message at once. Thread-safe.
/// </summary>
/// <param name="rounds">When states go out.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The last follower may leave after the end, and the source holds no unmanaged resource.")]
internal sealed class Topic(FanOutRounds rounds)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Subscription> _followers = [];
    private readonly CancellationTokenSource _end = new();
    private TopicMessage? _newest;
    private bool _isOver;

    /// <summary>Adds a follower, which is told the present state at once if that is known.</summary>
    /// <returns>False if the topic is over.</returns>
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

    /// <summary>Removes a follower. Without any, the source is read no longer.</summary>
    public void Remove(Subscription follower)
    {
        lock (_lock)
        {
            if (!_followers.Remove(follower) || _followers.Count > 0 || _isOver) return;
            _isOver = true;
        }

        // Outside of the lock: whoever waits for the token may go on in this call.
        _end.Cancel();
    }

    /// <summary>Hands the newest state to all followers.</summary>
    /// <returns>How many there are.</returns>
    public int FanOut()
    {
        lock (_lock)
        {
            if (_isOver || _newest is not { } newest) return 0;
            foreach (var follower in _followers) follower.Post(newest);
            return _followers.Count;
        }
    }

    /// <summary>Reads the source to its end. Never throws: followers are told.</summary>
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
            // Nobody follows any more.
        }
#pragma warning disable CA1031 // Of the host's source: sockets say that something is wrong, and not what.
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
