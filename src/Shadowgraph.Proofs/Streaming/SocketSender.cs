using System.Net.WebSockets;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Sends messages sequentially. After a send timeout the socket is aborted: the connection or the reader is dead.</summary>
internal sealed class SocketSender(WebSocket socket, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Aborts the socket. Shared by all messages: a token source per message costs more than sending the message.
    private readonly CancellationTokenSource _late = new();

    /// <param name="message">JSON in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the wait for earlier messages; a message in transit is sent completely.</param>
    /// <exception cref="WebSocketException">The socket is broken, or the send timed out.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Sending mostly completes synchronously; only a pending message needs a deadline.
            var sending = socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, _late.Token);
            if (sending.IsCompletedSuccessfully) return;
            var deadline = time.CreateTimer(static late => ((CancellationTokenSource)late!).Cancel(), _late, timeout, Timeout.InfiniteTimeSpan);
            await using (deadline.ConfigureAwait(false)) await sending.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            socket.Abort();
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a close frame, if the message in transit ends in time. A pending receive continues.</summary>
    /// <returns>Whether the close frame was sent.</returns>
    public async Task<bool> CloseAsync(WebSocketCloseStatus status, string reason)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        try
        {
            await _turn.WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        try
        {
            if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return false;
            await socket.CloseOutputAsync(status, reason, deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException or WebSocketException)
        {
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _late.Dispose();
    }
}
