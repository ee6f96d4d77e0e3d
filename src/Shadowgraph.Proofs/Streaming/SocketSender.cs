using System.Net.WebSockets;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Sends one message at a time. One that does not go out in time aborts the socket: it is dead or its reader is.</summary>
internal sealed class SocketSender(WebSocket socket, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Aborts the socket. One for all messages: to make one for each costs more than to send it.
    private readonly CancellationTokenSource _late = new();

    /// <param name="message">JSON in UTF-8.</param>
    /// <param name="cancellationToken">Ends the waiting for a turn; a message whose turn has come is sent in full.</param>
    /// <exception cref="WebSocketException">The socket is broken, or the message did not go out in time.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Mostly done at once: only a message that waits for the socket needs a deadline.
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

    /// <summary>Says the close, if a message on its way lets it through in time. A pending receive is left as it is.</summary>
    /// <returns>Whether it was said.</returns>
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
