using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace Shadowgraph.Proofs.Tests.Cluster.Processes;

/// <summary>A Redis as the design asks for: with a password, every write on disk before it is acknowledged. It can be killed and started again.</summary>
internal sealed class RedisProcess(int port) : IDisposable
{
    public const string Password = "of-these-tests-alone";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proof-cluster-redis-");
    private ChildProgram? _process;

    /// <summary>Whether there is a redis-server on this machine.</summary>
    public static bool IsInstalled { get; } = InstalledPrograms.Has("redis-server");

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={Password}");

    public int Id => _process!.Id;

    public async Task StartAsync(params string[] more)
    {
        _process = new ChildProgram(new ProcessStartInfo("redis-server",
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--requirepass", Password, "--save", "", "--appendonly", "yes",
            "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--dir", _folder.FullName, "--loglevel", "warning", .. more,
        ]));
        await using var connection = await ConnectAsync();
        await Wait.UntilAsync(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException(_process.Output);
            try
            {
                await connection.GetDatabase().PingAsync();
                return true;
            }
            catch (RedisException)
            {
                return false;
            }
        });
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Removes everything that it has on disk, as the loss of the disk would.</summary>
    public void Wipe()
    {
        foreach (var entry in _folder.EnumerateDirectories()) entry.Delete(recursive: true);
        foreach (var entry in _folder.EnumerateFiles()) entry.Delete();
    }

    /// <summary>Every byte that is on disk, after a dump of the memory.</summary>
    public async Task<byte[]> DumpAsync()
    {
        await using var connection = await ConnectAsync();
        await connection.GetDatabase().ExecuteAsync("SAVE");
        using var all = new MemoryStream();
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            await using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await stream.CopyToAsync(all);
        }

        return all.ToArray();
    }

    public async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var options = ConfigurationOptions.Parse(Address);
        options.AbortOnConnectFail = false;
        options.AllowAdmin = true;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    public void Dispose()
    {
        Kill();
        _folder.Delete(recursive: true);
    }
}
