using System.Net.WebSockets;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Streams the progress of requests to WebSockets. A client sends {"type":"subscribe","requestId":"..."} or "unsubscribe", and receives "subscribed",
/// then "progress" messages and a single "completed", "failed" or "cancelled", each {"type","requestId","data"}. Invalid messages are answered with
/// {"type":"error","data":{"type","message"}}. Thread-safe; a single instance serves any number of sockets.
/// </summary>
/// <remarks>
/// No prover waits for a socket: each subscription has at most one message in transit, and reads the newest report afterwards. The end is never
/// skipped. A socket that does not accept a message within <see cref="ProgressSocketOptions.SendTimeout"/> is aborted. Half-open connections are
/// detected by the host's pings: set KeepAliveInterval and KeepAliveTimeout on accepted sockets.
/// </remarks>
public sealed class ProgressSocketServer
{
    private readonly IProofPipeline _pipeline;
    private readonly ProgressSocketOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates a server for the requests of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    public ProgressSocketServer(IProofPipeline pipeline, ProgressSocketOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        _pipeline = pipeline;
        _options = options ?? new ProgressSocketOptions();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Serves an open socket until either side closes it. The caller disposes the socket.</summary>
    /// <param name="socket">An accepted socket, used exclusively by this call.</param>
    /// <param name="session">The user, authenticated by the host.</param>
    /// <param name="stopping">Signals a stop of the host: the socket is closed with 1001, so that clients connect to another instance.</param>
    /// <returns>Completes when the socket is closed or aborted. A broken socket is not an error.</returns>
    public async Task ServeAsync(WebSocket socket, ProgressSocketSession session, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(session);
        using var connection = new SocketConnection(_pipeline, socket, session, _options, _time);
        await connection.RunAsync(stopping).ConfigureAwait(false);
    }
}
