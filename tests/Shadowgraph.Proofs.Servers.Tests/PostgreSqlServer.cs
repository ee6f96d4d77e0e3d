using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Shadowgraph.Proofs.Tests.Servers;

/// <summary>A PostgreSQL server in a folder of its own, on a free port, which ends with the tests.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly string _programs;
    private readonly string _folder;
    private readonly int _port;

    private PostgreSqlServer(string programs, string folder, int port)
    {
        _programs = programs;
        _folder = folder;
        _port = port;
    }

    /// <summary>How to reach a database of the server.</summary>
    public string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={_port.ToString(CultureInfo.InvariantCulture)};Username=registry;Database={database};Timeout=5;Command Timeout=30";

    /// <summary>Starts a server; null if PostgreSQL is not installed.</summary>
    public static async Task<PostgreSqlServer?> StartAsync()
    {
        const string versions = "/usr/lib/postgresql";
        var programs = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).Select(version => Path.Combine(version, "bin")).Where(Directory.Exists).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (programs is null) return null;
        var folder = Directory.CreateTempSubdirectory("postgresql-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", ["postgres", folder]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var server = new PostgreSqlServer(programs, folder, port);
        await server.RunAsUserAsync("initdb", "--pgdata", server.Data, "--username", "registry", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server after it was killed, and waits until it answers.</summary>
    public Task StartAgainAsync() => RunAsUserAsync(
        "pg_ctl", "start", "--wait", "--silent", "--pgdata", Data, "--log", Path.Combine(_folder, "log"),
        "--options", $"-c port={_port.ToString(CultureInfo.InvariantCulture)} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=32MB");

    /// <summary>Ends the server as a crash does: nothing is written any more, and it recovers from its log when it starts.</summary>
    public Task KillAsync() => RunAsUserAsync("pg_ctl", "stop", "--mode", "immediate", "--wait", "--silent", "--pgdata", Data);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Data => Path.Combine(_folder, "data");

    private Task RunAsUserAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);

        // The server refuses to run as root.
        return Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        // Nothing is read from its output: the server would keep it open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "cd / && exec \"$@\" > /dev/null 2>&1", "sh", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
