using System.Net.WebSockets;
using System.Text.Json;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>The connection of a socket: receives commands, runs subscriptions, and closes in order.</summary>
internal sealed class SocketConnection : IDisposable
{
    private readonly ProgressHub _hub;
    private readonly WebSocket _socket;
    private readonly ProgressSocketSession _session;
    private readonly ProgressSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly SocketSender _sender;
    private readonly SocketReceiver _receiver;
    private readonly MessageBudget _budget;
    private readonly Outbox _outbox = new();
    private readonly Dictionary<object, Subscription> _subscriptions = [];
    private readonly CancellationTokenSource _giveUp = new();

    private bool _isClosing;

    // The reason for closing by this side. Never cancelled: the first reason counts.
    private readonly TaskCompletionSource<(WebSocketCloseStatus Status, string Reason)> _close =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SocketConnection(
        ProgressHub hub, WebSocket socket, ProgressSocketSession session, ProgressSocketOptions options, TimeProvider time)
    {
        _hub = hub;
        _socket = socket;
        _session = session;
        _options = options;
        _time = time;
        _sender = new SocketSender(socket, options.SendTimeout, time);
        _receiver = new SocketReceiver(socket, options.MaxMessageBytes);
        _budget = new MessageBudget(options.MessageBurst, time);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var stop = stopping.Register(() => Close(WebSocketCloseStatus.EndpointUnavailable, "The server stops."));
        using var expiry = StartExpiry();

        // Cancelling a receive aborts the socket, so that the client would not receive the close reason: the receive stays pending during the close.
        var receiving = ReceiveAsync();
        var sending = SendAsync();
        await Task.WhenAny(receiving, _close.Task).ConfigureAwait(false);
        EndSubscriptions();
        await sending.ConfigureAwait(false);
        var (status, reason) = _close.Task.IsCompleted
            ? await _close.Task.ConfigureAwait(false)
            : (WebSocketCloseStatus.NormalClosure, "");
        var isSaid = await _sender.CloseAsync(status, reason).ConfigureAwait(false);
        if (isSaid && !receiving.IsCompleted) await WaitForPeerAsync(receiving).ConfigureAwait(false);
        if (!receiving.IsCompleted)
        {
            _socket.Abort();
            await _giveUp.CancelAsync().ConfigureAwait(false);
        }

        await receiving.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _giveUp.Dispose();
        _sender.Dispose();
    }

    private void Close(WebSocketCloseStatus status, string reason) => _close.TrySetResult((status, reason));

    private ITimer? StartExpiry()
    {
        if (_session.ExpiresAt is not { } expiresAt) return null;
        var left = expiresAt - _time.GetUtcNow();
        var due = left < TimeSpan.Zero ? TimeSpan.Zero : left > DurationPrediction.Longest ? DurationPrediction.Longest : left;
        return _time.CreateTimer(
            _ => Close(WebSocketCloseStatus.PolicyViolation, "The token has expired. Connect again with a new one."),
            null, due, Timeout.InfiniteTimeSpan);
    }

    private async Task WaitForPeerAsync(Task receiving)
    {
        try
        {
            await receiving.WaitAsync(_options.CloseTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var (message, refusal, isClosed) = await _receiver.ReceiveAsync(_giveUp.Token).ConfigureAwait(false);
                if (isClosed) return;
                if (_close.Task.IsCompleted) continue;
                if (refusal is { } status)
                {
                    Close(status, status == WebSocketCloseStatus.MessageTooBig
                        ? $"A message has at most {_options.MaxMessageBytes} bytes."
                        : "Messages are text.");
                }
                else if (!_budget.TryTake())
                {
                    Close(WebSocketCloseStatus.PolicyViolation, "Too many messages. Send less, and connect again.");
                }
                else
                {
                    await HandleAsync(message).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Broken or aborted: no answer is possible.
        }
    }

    private async Task HandleAsync(ReadOnlyMemory<byte> message)
    {
        SocketCommand? command;
        try
        {
            command = JsonSerializer.Deserialize(message.Span, StreamJsonContext.Default.SocketCommand);
        }
        catch (JsonException e)
        {
            await AnswerAsync(SocketMessages.Error("InvalidMessage", $"The message is not understood at {e.Path ?? "$"}. Send "
                + "{\"type\":\"subscribe\",\"requestId\":\"...\"} or \"unsubscribe\".")).ConfigureAwait(false);
            return;
        }

        switch (command)
        {
            case { Type: "subscribe", RequestId: { } id, Feed: null }: await SubscribeAsync(id).ConfigureAwait(false); break;
            case { Type: "subscribe", RequestId: null, Feed: { } feed }: await SubscribeAsync(feed).ConfigureAwait(false); break;
            case { Type: "unsubscribe", RequestId: { } id, Feed: null }: Unsubscribe(id); break;
            case { Type: "unsubscribe", RequestId: null, Feed: { } feed }: Unsubscribe(feed); break;
            default:
                await AnswerAsync(SocketMessages.Error("InvalidMessage", "The type is \"subscribe\" or \"unsubscribe\", with either a requestId or a "
                    + "feed.")).ConfigureAwait(false);
                break;
        }
    }

    private async Task SubscribeAsync(Guid id)
    {
        bool isOwned;
        try
        {
            isOwned = await _hub.Source.IsOwnedAsync(id, _session.User, _giveUp.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // An exception of the host's source: the socket closes without its details.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Fail();
            return;
        }

        if (!isOwned)
        {
            await AnswerAsync(SocketMessages.UnknownRequest(id)).ConfigureAwait(false);
            return;
        }

        if (!await HasRoomAsync(id, id, null).ConfigureAwait(false)) return;
        await AnswerAsync(SocketMessages.Subscribed(id)).ConfigureAwait(false);
        Start(id, subscription => _hub.Follow(id, _session.User, subscription));
    }

    private async Task SubscribeAsync(string feed)
    {
        if (!_session.Feeds.TryGetValue(feed, out var source))
        {
            await AnswerAsync(SocketMessages.Error("UnknownFeed", "There is no such feed for you.")).ConfigureAwait(false);
            return;
        }

        if (!await HasRoomAsync(feed, null, feed).ConfigureAwait(false)) return;
        await AnswerAsync(SocketMessages.Subscribed(feed)).ConfigureAwait(false);
        Start(feed, subscription => _hub.Follow(feed, source, subscription));
    }

    private async Task<bool> HasRoomAsync(object key, Guid? id, string? feed)
    {
        bool isFull;
        lock (_subscriptions) isFull = _subscriptions.Count >= _options.MaxSubscriptions && !_subscriptions.ContainsKey(key);
        if (!isFull) return true;
        await AnswerAsync(SocketMessages.Error(
            "TooManySubscriptions", $"A socket follows at most {_options.MaxSubscriptions} requests. Unsubscribe from another request first.", id, feed))
            .ConfigureAwait(false);
        return false;
    }

    /// <summary>Begins a subscription, unless there is one already.</summary>
    private void Start(object key, Action<Subscription> follow)
    {
        lock (_subscriptions)
        {
            if (_isClosing || _subscriptions.ContainsKey(key)) return;
            var subscription = new Subscription(key, _outbox);
            _subscriptions[key] = subscription;
            follow(subscription);
        }
    }

    private void Unsubscribe(object key)
    {
        Subscription? subscription;
        lock (_subscriptions) _subscriptions.Remove(key, out subscription);
        if (subscription is not null) Leave(subscription);
    }

    private void Leave(Subscription subscription)
    {
        _outbox.Drop(subscription);
        subscription.Topic?.Remove(subscription);
    }

    /// <summary>Sends the outbox, message by message, as fast as the socket accepts them.</summary>
    private async Task SendAsync()
    {
        try
        {
            while (await _outbox.NextAsync().ConfigureAwait(false) is var (subscription, message))
            {
                if (!message.Json.IsEmpty) await _sender.SendAsync(message.Json, CancellationToken.None).ConfigureAwait(false);
                if (message.Kind == TopicMessageKind.State) continue;
                lock (_subscriptions)
                {
                    if (_subscriptions.GetValueOrDefault(subscription.Key) == subscription) _subscriptions.Remove(subscription.Key);
                }

                if (message.Kind == TopicMessageKind.Failed) Fail();
            }
        }
        catch (WebSocketException)
        {
            // Aborting ends the receiver, too.
            _socket.Abort();
        }
    }

    private void Fail() => Close(WebSocketCloseStatus.InternalServerError, "The server failed. Connect again later.");

    private Task AnswerAsync(byte[] message) => _sender.SendAsync(message, CancellationToken.None).AsTask();

    private void EndSubscriptions()
    {
        Subscription[] all;
        lock (_subscriptions)
        {
            _isClosing = true;
            all = [.. _subscriptions.Values];
            _subscriptions.Clear();
        }

        foreach (var subscription in all) Leave(subscription);
        _outbox.Close();
    }
}
