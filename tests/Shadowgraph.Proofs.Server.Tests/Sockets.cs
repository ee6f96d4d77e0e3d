using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Shadowgraph.Proofs.Server.Tests;

internal static class Sockets
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Opens a socket of a server, and authenticates unless there is no token.</summary>
    public static async Task<ClientWebSocket> ConnectAsync(Uri server, string? token, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(AddressOf(server), CancellationToken.None);
        if (token is not null) await socket.SayAsync($$"""{"type":"authenticate","token":"{{token}}"}""");
        return socket;
    }

    public static Uri AddressOf(Uri server) =>
        new UriBuilder(server) { Scheme = server.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = "/ws" }.Uri;

    public static Task SayAsync(this WebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <returns>The next message; null when the server has closed.</returns>
    public static async Task<JsonElement?> HearAsync(this WebSocket socket)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[65536];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonSerializer.Deserialize<JsonElement>(whole.ToArray());
        }
    }

    /// <returns>The next message of this type.</returns>
    public static async Task<JsonElement> HearAsync(this WebSocket socket, string type)
    {
        while (await socket.HearAsync() is { } message)
        {
            if (message.GetProperty("type").GetString() == type) return message;
        }

        throw new AssertionException($"Closed before {type}: {socket.CloseStatus} {socket.CloseStatusDescription}");
    }

    /// <summary>Reads to the close.</summary>
    public static async Task<WebSocketCloseStatus?> CloseStatusAsync(this WebSocket socket)
    {
        while (await socket.HearAsync() is not null)
        {
        }

        return socket.CloseStatus;
    }
}
