using System.Net;
using System.Net.Sockets;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>
/// A TCP proxy that can be frozen or cut. A frozen proxy accepts bytes and forwards none: the connection is half-open, without FIN or RST.
/// </summary>
internal sealed class FreezableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _clients = [];
    private readonly Task _accepting;
    private volatile bool _isFrozen;

    public FreezableProxy(Uri server)
    {
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync(server);
    }

    public Uri Address { get; }

    public void Freeze() => _isFrozen = true;

    /// <summary>Resets all connections. New connections are forwarded.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (var client in _clients) client.Client?.Close(timeout: 0);
            _clients.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync(Uri server)
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_end.Token);
                var far = new TcpClient();
                lock (_lock) _clients.AddRange([near, far]);
                await far.ConnectAsync(server.Host, server.Port, _end.Token);
                _ = ForwardAsync(near, far);
                _ = ForwardAsync(far, near);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[8192];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var length)
            {
                if (!_isFrozen) await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut or disposed.
        }

        // The end of one side ends the other, unless the proxy is frozen.
        if (!_isFrozen) to.Dispose();
    }
}
