using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ProofCluster.Hosting;

/// <summary>
/// Reads at the start how Redis stores acknowledged writes. In Production a silo does not start on a Redis that may lose acknowledged writes, or that
/// anybody can read; elsewhere the faults are logged.
/// </summary>
internal sealed partial class StoreCheck(
    IOptions<ProofClusterOptions> options, IHostEnvironment environment, TimeProvider time, ILogger<StoreCheck> logger) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StoreCheckException">The store has faults, and this is Production.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = RedisConnection.Parse(options.Value.Redis);
        settings.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(settings);
        await WaitForAnswerAsync(connection, cancellationToken);
        var faults = new List<string>();
        if (settings.Password is null) faults.Add("It asks for no password: whoever reaches it can change every request. Set requirepass or a user.");
        if (!settings.Ssl) faults.Add("The connection has no TLS. Add ssl=true to the address.");
        foreach (var server in connection.GetServers())
        {
            await RequireAsync(server, "appendonly", "yes", "what it acknowledged is lost when it is killed", faults);
            await RequireAsync(server, "appendfsync", "always", "the last second is lost when its machine fails", faults);
            await RequireAsync(server, "maxmemory-policy", "noeviction", "it drops requests when its memory is full", faults);
        }

        if (faults.Count == 0) return;
        var all = "Redis does not keep requests as it should. " + string.Join(' ', faults);
        if (environment.IsProduction()) throw new StoreCheckException(all);
        StoreIsWeak(logger, all);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Processes of a machine that starts come up in any order.</summary>
    private async Task WaitForAnswerAsync(ConnectionMultiplexer connection, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                if (time.GetElapsedTime(begun) > Patience)
                {
                    throw new StoreCheckException(
                        $"Redis did not answer within {Patience} ({e.GetType().Name}). Check its address and password, and start it.");
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static async Task RequireAsync(IServer server, string setting, string value, string otherwise, List<string> faults)
    {
        try
        {
            var all = await server.ConfigGetAsync(setting);
            var found = all.Length == 0 ? "unknown" : all[0].Value;
            if (found != value) faults.Add($"{setting} is {found}, so {otherwise}. Set it to {value}.");
        }
        catch (RedisException)
        {
            faults.Add($"{setting} can't be read. Allow this user the command CONFIG GET.");
        }
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Warning, Message = "{Faults}")]
    private static partial void StoreIsWeak(ILogger logger, string faults);
}
