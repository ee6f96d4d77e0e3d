using System.Net.WebSockets;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Streams the progress of requests to WebSockets. A client sends {"type":"subscribe","requestId":"..."} or "unsubscribe"; it gets "subscribed",
/// then "progress" messages and one of "completed", "failed" and "cancelled", each {"type","requestId","data"}. What it sends amiss is answered
/// with {"type":"error","data":{"type","message"}}. Thread-safe; one serves any number of sockets.
/// </summary>
/// <remarks>
/// No prover waits for a socket, and a request is watched and its reports are encoded once, however many sockets follow it. Of each request a
/// socket has at most one message waiting, the newest; the end is never left out. Above
/// <see cref="ProgressSocketOptions.MaxUpdatesPerSecond"/> sockets are told less often. A socket that takes no message for
/// <see cref="ProgressSocketOptions.SendTimeout"/> is aborted. Half-open connections are found by the host's pings: set KeepAliveInterval and
/// KeepAliveTimeout where sockets are accepted.
/// </remarks>
public sealed class ProgressSocketServer
{
    private readonly ProgressHub _hub;
    private readonly ProgressSocketOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Serves the requests of a pipeline.</summary>
    /// <param name="pipeline">Where requests are.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public ProgressSocketServer(IProofPipeline pipeline, ProgressSocketOptions? options = null, TimeProvider? time = null)
        : this(new PipelineProgressSource(pipeline ?? throw new ArgumentNullException(nameof(pipeline))), options ?? new(), time ?? TimeProvider.System)
    {
    }

    private ProgressSocketServer(IProgressSource source, ProgressSocketOptions options, TimeProvider time)
    {
        _hub = new ProgressHub(source, options, time);
        _options = options;
        _time = time;
    }

    /// <summary>Serves requests that run elsewhere than in a pipeline of this process.</summary>
    /// <param name="source">Where requests are.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public static ProgressSocketServer Over(IProgressSource source, ProgressSocketOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ProgressSocketServer(source, options ?? new(), time ?? TimeProvider.System);
    }

    /// <summary>Serves an open socket until either side closes it. The caller disposes the socket.</summary>
    /// <param name="socket">An accepted socket that nobody else receives from or sends to.</param>
    /// <param name="session">Its user, authenticated by the host.</param>
    /// <param name="stopping">The host stops: the socket is closed with 1001, so that clients connect elsewhere.</param>
    /// <returns>Done when the socket is closed or aborted. A socket that breaks is no error.</returns>
    public async Task ServeAsync(WebSocket socket, ProgressSocketSession session, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(session);
        using var connection = new SocketConnection(_hub, socket, session, _options, _time);
        await connection.RunAsync(stopping).ConfigureAwait(false);
    }
}
