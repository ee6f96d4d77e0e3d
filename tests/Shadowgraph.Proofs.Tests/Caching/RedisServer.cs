using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Shadowgraph.Proofs.Tests.Caching;

/// <summary>A Redis server of the test's own: on a free port of the loopback, in a temporary folder, until it is disposed.</summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan Patience = Wait.Patience;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shadowgraph-redis-");
    private Process? _process;

    /// <summary>Chooses a port; the server is not started yet.</summary>
    public RedisServer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Whether there is a redis-server on this machine.</summary>
    public static bool IsInstalled { get; } = InstalledPrograms.Has("redis-server");

    public int Port { get; }

    /// <summary>Starts it, on the same port each time, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server")
        {
            ArgumentList =
            {
                "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                "--dir", _folder.FullName, "--loglevel", "warning", "--logfile", Path.Combine(_folder.FullName, "log"),
            },
        });
        var waited = Stopwatch.StartNew();
        while (!await AcceptsAsync())
        {
            if (_process!.HasExited || waited.Elapsed > Patience) throw new InvalidOperationException("redis-server does not start.");
            await Task.Delay(20);
        }
    }

    /// <summary>Ends it without a word, as a crash would: what it held is lost.</summary>
    public void Kill()
    {
        if (_process is null) return;
        _process.Kill();
        _process.WaitForExit(Patience);
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> AcceptsAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
