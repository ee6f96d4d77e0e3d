using System.Net.WebSockets;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Streams the progress of requests to WebSockets. A client sends {"type":"subscribe","requestId":"..."} or "unsubscribe", and receives "subscribed",
/// then "progress" messages and a single "completed", "failed" or "cancelled", each {"type","requestId","data"}. Invalid messages are answered with
/// {"type":"error","data":{"type","message"}}. Thread-safe; a single instance serves any number of sockets.
/// </summary>
/// <remarks>
/// Sockets never delay a prover. Each request is watched once and each report is encoded once, independent of the number of sockets. A socket
/// holds at most one unsent message per request, the newest; the end is never left out. Above
/// <see cref="ProgressSocketOptions.MaxUpdatesPerSecond"/> every socket receives updates less often. A socket that accepts no message for
/// <see cref="ProgressSocketOptions.SendTimeout"/> is aborted. Half-open connections are detected by the host's pings: set KeepAliveInterval and
/// KeepAliveTimeout where sockets are accepted.
/// </remarks>
public sealed class ProgressSocketServer
{
    private readonly ProgressHub _hub;
    private readonly ProgressSocketOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates a server for the requests of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    public ProgressSocketServer(IProofPipeline pipeline, ProgressSocketOptions? options = null, TimeProvider? time = null)
        : this(new PipelineProgressSource(pipeline), options ?? new(), time ?? TimeProvider.System)
    {
    }

    private ProgressSocketServer(IProgressSource source, ProgressSocketOptions options, TimeProvider time)
    {
        _hub = new ProgressHub(source, options, time);
        _options = options;
        _time = time;
    }

    /// <summary>Serves requests of any source, such as a cluster of other processes.</summary>
    /// <param name="source">The source of requests.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    public static ProgressSocketServer Over(IProgressSource source, ProgressSocketOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ProgressSocketServer(source, options ?? new(), time ?? TimeProvider.System);
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
        using var connection = new SocketConnection(_hub, socket, session, _options, _time);
        await connection.RunAsync(stopping).ConfigureAwait(false);
    }
}
