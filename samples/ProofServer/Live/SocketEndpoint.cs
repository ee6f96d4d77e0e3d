using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ProofServer.Api;
using ProofServer.Hosting;
using ProofServer.Security;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Live;

/// <summary>
/// /ws: the first message authenticates the socket, {"type":"authenticate","token":"..."}, within five seconds; then follows the protocol
/// of <see cref="ProgressSocketServer"/>. The token is never in the address, which logs would have.
/// </summary>
internal sealed class SocketEndpoint(
    ProgressSocketServer server, Tokens tokens, Feeds feeds, SocketGate gate, IOptions<ServerOptions> options, TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    private const int MaxFirstMessage = 4096;
    private static readonly TimeSpan FirstMessageWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/ws", (HttpContext context, SocketEndpoint endpoint) => endpoint.ServeAsync(context)).ExcludeFromDescription();

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw new ApiException(StatusCodes.Status400BadRequest, "NoWebSocket", "This address takes WebSockets only.");
        if (!IsAllowed(context.Request))
            throw new ApiException(StatusCodes.Status403Forbidden, "OriginNotAllowed", "Pages of this origin may not connect. Add it to Server:AllowedOrigins.");
        if (!gate.TryEnter())
        {
            await Problems.WriteAsync(context, Problems.Make(
                StatusCodes.Status503ServiceUnavailable, "TooManySockets", "The maximum number of connections is reached. Retry later.", retryAfter: 5));
            return;
        }

        var isAuthenticated = false;
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            if (await AuthenticateAsync(socket) is not { } caller) return;
            gate.Authenticated();
            isAuthenticated = true;
            await socket.SendAsync("""{"type":"authenticated"}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
            using var leased = feeds.For(caller);
            var session = new ProgressSocketSession(caller.User) { ExpiresAt = caller.ExpiresAt, Feeds = leased.Feeds };
            await server.ServeAsync(socket, session, lifetime.ApplicationStopping);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Broken or aborted: no peer is left.
        }
        finally
        {
            gate.Leave(isAuthenticated);
        }
    }

    /// <summary>Only pages send an origin. Comparing with the request's host is safe, since AllowedHosts rejects foreign host names.</summary>
    private bool IsAllowed(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (request.Headers.Origin is [{ } origin]
            && (origin == $"{request.Scheme}://{request.Host}" || options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)));

    private async Task<Caller?> AuthenticateAsync(WebSocket socket)
    {
        var buffer = new byte[MaxFirstMessage + 1];
        using var giveUp = new CancellationTokenSource();
        var receiving = ReceiveAsync(socket, buffer, giveUp.Token);
        var (status, reason) = (WebSocketCloseStatus.PolicyViolation, "Authenticate within 5 s: {\"type\":\"authenticate\",\"token\":\"...\"}");
        try
        {
            // The receive stays pending beside the close: a cancellation would abort the socket, and the client would not get the close status.
            var length = await receiving.WaitAsync(FirstMessageWithin, time, lifetime.ApplicationStopping);
            if (length == 0) return null;
            if (length > MaxFirstMessage) (status, reason) = (WebSocketCloseStatus.MessageTooBig, $"The first message has at most {MaxFirstMessage} bytes.");
            else if (TokenIn(buffer.AsSpan(0, length)) is { } token)
            {
                if (await tokens.CheckAsync(token) is { } caller) return caller;
                reason = "The token is not good: not signed by this server's issuer, of another audience, or expired.";
            }
        }
        catch (TimeoutException)
        {
        }
        catch (OperationCanceledException)
        {
            (status, reason) = (WebSocketCloseStatus.EndpointUnavailable, "The server stops.");
        }

        using var deadline = new CancellationTokenSource(CloseWithin, time);
        await socket.CloseOutputAsync(status, reason, deadline.Token);
        var rest = receiving.IsCompletedSuccessfully ? ReceiveAsync(socket, buffer, giveUp.Token) : receiving;
        await Task.WhenAny(rest, Task.Delay(CloseWithin, time, CancellationToken.None));
        socket.Abort();
        await giveUp.CancelAsync();
        await rest.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return null;
    }

    /// <returns>The length of the first message, or one more than the limit for an overlong message; 0 if the client closed.</returns>
    private static async Task<int> ReceiveAsync(WebSocket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return 0;
            length += part.Count;
            if (part.EndOfMessage || length > MaxFirstMessage) return Math.Max(length, 1);
        }
    }

    private static string? TokenIn(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, ServerJson.Default.AuthenticateMessage) is { Type: "authenticate", Token: { } token } ? token : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
