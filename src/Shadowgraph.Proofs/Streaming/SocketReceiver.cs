using System.Net.WebSockets;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Receives whole text messages up to a maximum size, in a reused buffer.</summary>
internal sealed class SocketReceiver(WebSocket socket, int maxBytes)
{
    private readonly byte[] _buffer = new byte[maxBytes + 1];

    /// <returns>
    /// The message, valid until the next call; or the reason for its absence: the peer closed (null), the message is too long (1009) or binary
    /// (1003).
    /// </returns>
    /// <exception cref="WebSocketException">The socket is broken.</exception>
    public async ValueTask<(ReadOnlyMemory<byte> Message, WebSocketCloseStatus? Refusal, bool IsClosed)> ReceiveAsync(
        CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close) return (default, null, true);
            if (part.MessageType == WebSocketMessageType.Binary) return (default, WebSocketCloseStatus.InvalidMessageType, false);
            length += part.Count;
            if (length > maxBytes) return (default, WebSocketCloseStatus.MessageTooBig, false);
            if (part.EndOfMessage) return (_buffer.AsMemory(0, length), null, false);
        }
    }
}
