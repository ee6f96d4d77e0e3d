using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Follows requests on a server with the messages of <see cref="ProgressSocketServer"/>. Reconnects after a broken connection or a server stop,
/// continues from the last update, and never misses an end. Thread-safe; each enumeration has a separate connection.
/// </summary>
public sealed class ProgressSocketClient
{
    /// <summary>The maximum size of a server message, far above that of an error message.</summary>
    private const int MaxMessageBytes = 512 << 10;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly Func<CancellationToken, Task<WebSocket>> _connect;
    private readonly ProgressSocketClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates a client with a connection function.</summary>
    /// <param name="connect">Returns an open, authenticated socket; called for each connection. See <see cref="Connect"/>.</param>
    /// <param name="options">The options for reconnecting; null for the defaults.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    public ProgressSocketClient(
        Func<CancellationToken, Task<WebSocket>> connect, ProgressSocketClientOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(connect);
        _connect = connect;
        _options = options ?? new ProgressSocketClientOptions();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>
    /// Creates a connection function that connects to an address and first sends {"type":"authenticate","token":"..."}. A silently lost connection is
    /// detected within half a minute.
    /// </summary>
    /// <param name="address">ws or wss.</param>
    /// <param name="token">Returns the token; must renew an expired token.</param>
    public static Func<CancellationToken, Task<WebSocket>> Connect(Uri address, Func<CancellationToken, Task<string>> token)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(token);
        return async cancellationToken =>
        {
            var socket = new ClientWebSocket();
            try
            {
                socket.Options.KeepAliveInterval = KeepAlive;
                socket.Options.KeepAliveTimeout = KeepAlive;
                var words = new Authentication { Type = "authenticate", Token = await token(cancellationToken).ConfigureAwait(false) };
                await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
                var message = JsonSerializer.SerializeToUtf8Bytes(words, ClientJsonContext.Default.Authentication);
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
    }

    /// <summary>Follows a request to its end.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Ends the watching, not the request.</param>
    /// <returns>Updates; a slow reader misses intermediate updates, but never the last update.</returns>
    /// <exception cref="ProgressSocketException">No connection could be made in <see cref="ProgressSocketClientOptions.MaxTries"/> consecutive
    /// attempts.</exception>
    public IAsyncEnumerable<ProgressUpdate> WatchAsync(Guid requestId, CancellationToken cancellationToken = default) =>
        WatchManyAsync([requestId], cancellationToken);

    /// <summary>Follows requests, on a single connection, until all requests have ended.</summary>
    /// <param name="requestIds">The requests.</param>
    /// <param name="cancellationToken">Ends the watching, not the requests.</param>
    /// <returns>Updates of all requests; a slow reader misses intermediate updates, but never the last update of a request.</returns>
    /// <exception cref="ProgressSocketException">No connection could be made in <see cref="ProgressSocketClientOptions.MaxTries"/> consecutive
    /// attempts.</exception>
    public async IAsyncEnumerable<ProgressUpdate> WatchManyAsync(
        IEnumerable<Guid> requestIds, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requestIds);
        var updates = new UpdateBuffer(requestIds);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAsync(updates, end.Token);
        try
        {
            while (await updates.NextAsync(cancellationToken).ConfigureAwait(false) is { } update) yield return update;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    private static bool IsPassing(Exception exception) => exception is WebSocketException or IOException or HttpRequestException
        or SocketException or TimeoutException or OperationCanceledException or JsonException;

    /// <summary>Reconnects as often as needed. Never throws: failures are passed to the reader.</summary>
    private async Task RunAsync(UpdateBuffer updates, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (updates.Open.Length > 0 && !cancellationToken.IsCancellationRequested)
        {
            Exception? last = null;
            try
            {
                using var socket = await _connect(cancellationToken).ConfigureAwait(false);
                await FollowAsync(socket, updates, () => failures = 0, cancellationToken).ConfigureAwait(false);
                if (updates.Open.Length == 0) return;
                last = new WebSocketException(
                    WebSocketError.ConnectionClosedPrematurely, $"The server closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
            }
            catch (Exception e) when (IsPassing(e))
            {
                last = e;
            }
#pragma warning disable CA1031 // From the connection function: passed to the reader.
            catch (Exception e)
#pragma warning restore CA1031
            {
                updates.Fail(e);
                return;
            }

            if (++failures >= _options.MaxTries)
            {
                updates.Fail(new ProgressSocketException(failures, last));
                return;
            }

            await Task.Delay(Pause(failures), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan Pause(int failures)
    {
        var longest = Math.Min(_options.MaxDelay.TotalSeconds, _options.Delay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30)));
#pragma warning disable CA5394 // Spreads clients; nothing secret.
        return TimeSpan.FromSeconds(longest * (1 - (Random.Shared.NextDouble() / 2)));
#pragma warning restore CA5394
    }

    private static async Task FollowAsync(WebSocket socket, UpdateBuffer updates, Action succeeded, CancellationToken cancellationToken)
    {
        foreach (var id in updates.Open)
        {
            var command = JsonSerializer.SerializeToUtf8Bytes(
                new SocketCommand { Type = "subscribe", RequestId = id }, ClientJsonContext.Default.SocketCommand);
            await socket.SendAsync(command, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }

        var receiver = new SocketReceiver(socket, MaxMessageBytes);
        while (updates.Open.Length > 0)
        {
            var (message, refusal, isClosed) = await receiver.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (isClosed) return;
            if (refusal is not null) throw new WebSocketException(WebSocketError.InvalidMessageType, "The server sent no text, or too much.");
            if (ServerMessages.Read(message.Span) is not { } update) continue;
            succeeded();
            updates.Post(update);
        }

        if (socket.State == WebSocketState.Open)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
    }
}
