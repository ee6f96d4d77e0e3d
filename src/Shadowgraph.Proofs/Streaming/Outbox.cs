namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Unsent messages of one socket: the newest message of each subscription, and a last message until sent. Memory is bounded: one reference
/// per subscription, to a buffer shared by all followers of the topic. Thread-safe.
/// </summary>
internal sealed class Outbox
{
    private readonly Lock _lock = new();
    private readonly Queue<Subscription> _line = new();
    private TaskCompletionSource? _waiting;
    private bool _isClosed;

    public void Post(Subscription subscription, TopicMessage message)
    {
        lock (_lock)
        {
            if (_isClosed || subscription.IsOver) return;
            subscription.IsOver = message.Kind != TopicMessageKind.State;
            subscription.Unsent = message;
            if (subscription.IsInLine) return;
            subscription.IsInLine = true;
            _line.Enqueue(subscription);
            Wake();
        }
    }

    /// <summary>Discards the unsent message of a subscription and refuses further messages.</summary>
    public void Drop(Subscription subscription)
    {
        lock (_lock)
        {
            subscription.IsOver = true;
            subscription.Unsent = null;
        }
    }

    /// <summary>Refuses further messages and ends the reader.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Wake();
        }
    }

    /// <summary>Waits for the next message. Only one reader at a time.</summary>
    /// <returns>The next message; null once the outbox is closed.</returns>
    public async ValueTask<(Subscription Of, TopicMessage Message)?> NextAsync()
    {
        while (true)
        {
            Task waiting;
            lock (_lock)
            {
                if (_isClosed) return null;
                while (_line.TryDequeue(out var next))
                {
                    next.IsInLine = false;
                    if (next.Unsent is not { } message) continue;
                    next.Unsent = null;
                    return (next, message);
                }

                _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = _waiting.Task;
            }

            await waiting.ConfigureAwait(false);
        }
    }

    private void Wake()
    {
        _waiting?.TrySetResult();
        _waiting = null;
    }
}
