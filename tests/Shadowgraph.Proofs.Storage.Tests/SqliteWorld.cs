using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>A registry in a SQLite file of a folder of its own, and what tests do to it.</summary>
internal sealed class SqliteWorld : IDisposable
{
    private readonly List<DbDataSource> _sources = [];

    public SqliteWorld(string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("registry-").FullName;
        Database = Path.Combine(Folder, "registry.db");
    }

    public string Folder { get; }

    public string Database { get; }

    public byte[] Key { get; } = RegistryStorageOptions.CreateKey();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

    /// <summary>Not pooled, so that a file can be replaced between two connections.</summary>
    public DbDataSource Source
    {
        get
        {
            var source = SqliteFactory.Instance.CreateDataSource($"Data Source={Database};Pooling=False");
            _sources.Add(source);
            return source;
        }
    }

    public DbRegistryStore Store() => new(Source);

    public RegistryStorageOptions Options() => Options(retainedRoots: 1_000);

    public RegistryStorageOptions Options(int retainedRoots) =>
        new RegistryStorageOptions { TimeProvider = Time, RetainedRoots = retainedRoots }.SealWith(Key);

    public Task<AttestationRegistry> OpenAsync() => AttestationRegistry.OpenAsync(Store(), Options());

    public Task<AttestationRegistry> OpenReadOnlyAsync() => AttestationRegistry.OpenReadOnlyAsync(Store(), Options());

    /// <summary>Publishes a number of subjects, each alone and with one to three attestations, and closes the registry.</summary>
    public async Task PublishAsync(params ulong[] subjects)
    {
        await using var registry = await OpenAsync();
        foreach (var subject in subjects) await registry.PublishAsync(Samples.Account(subject), Samples.About(subject));
    }

    /// <summary>Changes the database behind the registry's back.</summary>
    public int Execute(string sql)
    {
        using var connection = Source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public object? Query(string sql)
    {
        using var connection = Source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>All bytes of the database's files.</summary>
    public byte[] Bytes() => [.. Directory.EnumerateFiles(Folder, "registry.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).SelectMany(ReadShared)];

    public void Dispose()
    {
        foreach (var source in _sources) source.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
