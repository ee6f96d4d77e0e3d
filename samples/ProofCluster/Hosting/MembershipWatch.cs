using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;

namespace ProofCluster.Hosting;

/// <summary>
/// Ends the process when the store no longer knows the silo. With a Redis that comes back empty, silos that start later would form a second cluster
/// beside the silos that started before; after the end the supervisor starts this silo anew.
/// </summary>
internal sealed partial class MembershipWatch(
    IMembershipTable table, ILocalSiloDetails silo, IOptions<ProofClusterOptions> options, TimeProvider time, ILogger<MembershipWatch> logger)
    : BackgroundService
{
    /// <summary>The exit code of a silo that the store does not know.</summary>
    public const int ExitCode = 70;

    private const int MostMisses = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.StoreCheckPeriod, time);
        var misses = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            misses = await IsKnownAsync() switch
            {
                true => 0,
                false => misses + 1,
                null => misses,
            };
            if (misses == 0) continue;
            NotKnown(logger, silo.Name, misses, MostMisses);
            if (misses < MostMisses) continue;
            Stops(logger, silo.Name, ExitCode);
            Environment.Exit(ExitCode);
        }
    }

    /// <returns>Null if the store does not answer, which is no reason to stop.</returns>
    private async Task<bool?> IsKnownAsync()
    {
        try
        {
            var all = await table.ReadAllAsync(CancellationToken.None);
            return all.Members.Any(member => member.Item1.SiloAddress.Equals(silo.SiloAddress));
        }
        catch (RedisClusteringException)
        {
            return false; // the table itself is missing
        }
#pragma warning disable CA1031 // A store that is away comes back.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "The store does not know silo {Silo} ({Misses} of {Most} times).")]
    private static partial void NotKnown(ILogger logger, string silo, int misses, int most);

    [LoggerMessage(EventId = 22, Level = LogLevel.Critical, Message = "Silo {Silo} stops with code {Code}: the store came back without it. Start it anew.")]
    private static partial void Stops(ILogger logger, string silo, int code);
}
