using System.Net.WebSockets;
using System.Text.Json;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>The connection of a socket: receives commands, runs subscriptions, and closes in order.</summary>
internal sealed class SocketConnection : IDisposable
{
    private readonly IProofPipeline _pipeline;
    private readonly WebSocket _socket;
    private readonly ProgressSocketSession _session;
    private readonly ProgressSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly SocketSender _sender;
    private readonly SocketReceiver _receiver;
    private readonly MessageBudget _budget;
    private readonly Dictionary<object, Subscription> _subscriptions = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _giveUp = new();

    // The reason for closing by this side. Never cancelled: the first reason counts.
    private readonly TaskCompletionSource<(WebSocketCloseStatus Status, string Reason)> _close =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SocketConnection(
        IProofPipeline pipeline, WebSocket socket, ProgressSocketSession session, ProgressSocketOptions options, TimeProvider time)
    {
        _pipeline = pipeline;
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
        var first = await Task.WhenAny(receiving, _close.Task).ConfigureAwait(false);
        await EndSubscriptionsAsync().ConfigureAwait(false);
        var (status, reason) = first == _close.Task
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
        _closing.Dispose();
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
            case { Type: "unsubscribe", RequestId: { } id, Feed: null }: await UnsubscribeAsync(id).ConfigureAwait(false); break;
            case { Type: "unsubscribe", RequestId: null, Feed: { } feed }: await UnsubscribeAsync(feed).ConfigureAwait(false); break;
            default:
                await AnswerAsync(SocketMessages.Error("InvalidMessage", "The type is \"subscribe\" or \"unsubscribe\", with either a requestId or a "
                    + "feed.")).ConfigureAwait(false);
                break;
        }
    }

    private async Task SubscribeAsync(Guid id)
    {
        // Requests of another user must be indistinguishable from unknown requests.
        if (_pipeline.Find(id) is not { } status || status.UserId != _session.User)
        {
            await AnswerAsync(SocketMessages.Error("UnknownRequest", "There is no such request of yours (any more).", id)).ConfigureAwait(false);
            return;
        }

        if (!await HasRoomAsync(id, id, null).ConfigureAwait(false)) return;
        await AnswerAsync(SocketMessages.Subscribed(id)).ConfigureAwait(false);
        Start(id, cancellationToken => FollowAsync(id, cancellationToken));
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
        Start(feed, cancellationToken => FollowAsync(feed, source, cancellationToken));
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

    private async Task UnsubscribeAsync(object key)
    {
        Subscription? subscription;
        lock (_subscriptions) _subscriptions.Remove(key, out subscription);
        if (subscription is not null) await subscription.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Starts a subscription, unless already subscribed.</summary>
    private void Start(object key, Func<CancellationToken, Task> follow)
    {
        lock (_subscriptions)
        {
            if (_closing.IsCancellationRequested || _subscriptions.ContainsKey(key)) return;
            _subscriptions[key] = new Subscription(
                cancellationToken => RunAsync(key, follow, cancellationToken), _closing.Token);
        }
    }

    private async Task RunAsync(object key, Func<CancellationToken, Task> follow, CancellationToken cancellationToken)
    {
        try
        {
            await follow(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Unsubscribed, closing, or broken, which the receiver also detects.
        }
#pragma warning disable CA1031 // From the host's pipeline or feed: the client is told that an error occurred, without details.
        catch (Exception)
#pragma warning restore CA1031
        {
            Close(WebSocketCloseStatus.InternalServerError, "The server failed. Connect again later.");
        }

        Subscription? ended = null;
        lock (_subscriptions)
        {
            if (!cancellationToken.IsCancellationRequested) _subscriptions.Remove(key, out ended);
        }

        ended?.Dispose();
    }

    private async Task FollowAsync(Guid id, CancellationToken cancellationToken)
    {
        await foreach (var report in _pipeline.WatchAsync(id, cancellationToken).ConfigureAwait(false))
        {
            if (report.IsFinal)
            {
                await _sender.SendAsync(SocketMessages.End(report, _pipeline.FindResult(id)), cancellationToken).ConfigureAwait(false);
                return;
            }

            await _sender.SendAsync(SocketMessages.Progress(report), cancellationToken).ConfigureAwait(false);
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(string name, ProgressFeed source, CancellationToken cancellationToken)
    {
        await foreach (var state in source(cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await _sender.SendAsync(SocketMessages.Feed(name, state), cancellationToken).ConfigureAwait(false);
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes during the pause are merged into a single report.</summary>
    private Task PauseAsync(CancellationToken cancellationToken) =>
        _options.ProgressInterval == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(_options.ProgressInterval, _time, cancellationToken);

    private Task AnswerAsync(byte[] message) => _sender.SendAsync(message, CancellationToken.None);

    private async Task EndSubscriptionsAsync()
    {
        Subscription[] all;
        lock (_subscriptions)
        {
            _closing.Cancel();
            all = [.. _subscriptions.Values];
            _subscriptions.Clear();
        }

        foreach (var subscription in all) await subscription.EndAsync().ConfigureAwait(false);
    }

    /// <summary>A subscription, running as a separate task.</summary>
    private sealed class Subscription : IDisposable
    {
        private readonly CancellationTokenSource _end;
        private readonly Task _task;

        public Subscription(Func<CancellationToken, Task> follow, CancellationToken closing)
        {
            _end = CancellationTokenSource.CreateLinkedTokenSource(closing);
            var token = _end.Token;
            _task = Task.Run(() => follow(token), CancellationToken.None);
        }

        public async Task EndAsync()
        {
            await _end.CancelAsync().ConfigureAwait(false);
            await _task.ConfigureAwait(false);
            Dispose();
        }

        public void Dispose() => _end.Dispose();
    }
}
