using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Shadowgraph.Proofs.Tests.Servers;

/// <summary>A registry in a database of its own, on the server of all tests.</summary>
internal sealed class PostgreSqlWorld : IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> _sources = [];
    private readonly string _connection;

    private PostgreSqlWorld(string connection) => _connection = connection;

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

    public byte[] Key { get; } = RegistryStorageOptions.CreateKey();

    public static async Task<PostgreSqlWorld> CreateAsync(PostgreSqlServer server)
    {
        var database = $"registry_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server.ConnectionTo("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {database}");
        await command.ExecuteNonQueryAsync();
        return new(server.ConnectionTo(database));
    }

    /// <summary>A store with connections of its own, as another process would have.</summary>
    public DbRegistryStore Store()
    {
        var source = NpgsqlDataSource.Create(_connection);
        _sources.Add(source);
        return new(source);
    }

    public RegistryStorageOptions Options() => new RegistryStorageOptions { TimeProvider = Time }.SealWith(Key);

    public Task<AttestationRegistry> OpenAsync() => AttestationRegistry.OpenAsync(Store(), Options());

    public Task<AttestationRegistry> OpenReadOnlyAsync() => AttestationRegistry.OpenReadOnlyAsync(Store(), Options());

    public async Task<object?> QueryAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources) await source.DisposeAsync();
    }
}
