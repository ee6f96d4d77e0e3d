namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// What one socket has still to be sent: of each subscription the newest message alone, and the last one until it is sent. Holds no more
/// than one for each subscription, and those are shared by all sockets that follow the same. Thread-safe.
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

    /// <summary>Forgets what a subscription has to tell.</summary>
    public void Drop(Subscription subscription)
    {
        lock (_lock)
        {
            subscription.IsOver = true;
            subscription.Unsent = null;
        }
    }

    /// <summary>Takes no more messages, and gives none out.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Wake();
        }
    }

    /// <summary>For one reader.</summary>
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
