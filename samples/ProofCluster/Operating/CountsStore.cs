using System.Text.Json;
using Microsoft.Extensions.Options;
using ProofCluster.Hosting;
using StackExchange.Redis;

namespace ProofCluster.Operating;

/// <summary>Holds the numbers of silos for fronts: a hash in Redis, with an entry for each silo. Thread-safe.</summary>
internal sealed class CountsStore(IOptions<ProofClusterOptions> options) : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection =
        new(() => ConnectionMultiplexer.ConnectAsync(RedisConnection.Parse(options.Value.Redis)));

    private string Key => $"{ClusterServices.ServiceId}/counts/{options.Value.ClusterId}";

    /// <summary>Writes the numbers of this silo.</summary>
    public async Task WriteAsync(SiloCounts counts) => await (await _connection.Value).GetDatabase()
        .HashSetAsync(Key, options.Value.Name!, JsonSerializer.SerializeToUtf8Bytes(counts, CountsJson.Default.SiloCounts));

    /// <summary>The numbers of all silos that have written any within a day, by name.</summary>
    /// <param name="now">The present time.</param>
    public async Task<Dictionary<string, SiloCounts>> ReadAsync(DateTimeOffset now)
    {
        var all = new Dictionary<string, SiloCounts>(StringComparer.Ordinal);
        foreach (var entry in await (await _connection.Value).GetDatabase().HashGetAllAsync(Key))
        {
            if (JsonSerializer.Deserialize((byte[])entry.Value!, CountsJson.Default.SiloCounts) is { } counts && now - counts.At < TimeSpan.FromDays(1))
                all[entry.Name.ToString()] = counts;
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated) await (await _connection.Value).DisposeAsync();
    }
}
