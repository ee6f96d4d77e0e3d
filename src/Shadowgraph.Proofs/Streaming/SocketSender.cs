using System.Net.WebSockets;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Sends messages sequentially. After a send timeout the socket is aborted: the connection or the reader is dead.</summary>
internal sealed class SocketSender(WebSocket socket, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="message">JSON in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the wait for earlier messages; a message in transit is sent completely.</param>
    /// <exception cref="WebSocketException">The socket is broken, or the send timed out.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var deadline = new CancellationTokenSource(timeout, time);
            await socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, deadline.Token).ConfigureAwait(false);
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

    public void Dispose() => _turn.Dispose();
}
