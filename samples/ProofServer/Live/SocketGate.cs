using Microsoft.Extensions.Options;
using ProofServer.Hosting;

namespace ProofServer.Live;

/// <summary>Counts sockets: unauthenticated sockets, and all sockets.</summary>
internal sealed class SocketGate(IOptions<ServerOptions> options)
{
    private readonly Lock _lock = new();
    private int _pending;
    private int _all;

    /// <summary>Sockets that are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _all;
        }
    }

    /// <returns>False if the maximum is reached.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_pending >= options.Value.MaxPendingSockets || _all >= options.Value.MaxSockets) return false;
            _pending++;
            _all++;
            return true;
        }
    }

    public void Authenticated()
    {
        lock (_lock) _pending--;
    }

    /// <param name="isAuthenticated">Whether <see cref="Authenticated"/> was called for it.</param>
    public void Leave(bool isAuthenticated)
    {
        lock (_lock)
        {
            _all--;
            if (!isAuthenticated) _pending--;
        }
    }
}
