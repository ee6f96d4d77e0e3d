using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>A registry in a SQLite database in a folder, open.</summary>
internal sealed class RegistryFolder : IAsyncDisposable
{
    private readonly DbDataSource _source;

    private RegistryFolder(DbDataSource source, AttestationRegistry registry)
    {
        _source = source;
        Registry = registry;
    }

    public AttestationRegistry Registry { get; }

    /// <summary>Opens a registry for publishing; creates the registry and its key if missing.</summary>
    public static async Task<RegistryFolder> OpenForPublishingAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (database, keyPath) = Paths(arguments);
        var isNew = !File.Exists(database);
        if (isNew && !File.Exists(keyPath))
        {
            CryptographicOperations.ZeroMemory(KeyFile.Create(keyPath));
            await Console.Error.WriteLineAsync($"The key that seals this registry is in {keyPath}. The registry can't be opened without the key: keep a copy, apart from the registry.");
        }

        var key = KeyFile.Read(keyPath);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(arguments.Registry);
        else Directory.CreateDirectory(arguments.Registry, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return await OpenAsync(database, key, (store, options) => AttestationRegistry.OpenAsync(store, options, cancellationToken));
    }

    /// <summary>Opens a registry to read, while another process may publish.</summary>
    public static async Task<RegistryFolder> OpenForReadingAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (database, keyPath) = Paths(arguments);
        if (!File.Exists(database)) throw new RefusedException($"there is no registry in {arguments.Registry}. Import attestations first.");
        var folder = await OpenAsync(database, KeyFile.Read(keyPath), (store, options) => AttestationRegistry.OpenReadOnlyAsync(store, options, cancellationToken));
        if (folder.Registry.Roots.Count > 0) return folder;
        await folder.DisposeAsync();
        throw new RefusedException($"the registry in {arguments.Registry} is empty. Import attestations first.");
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static (string Database, string Key) Paths(Arguments arguments) =>
        (Path.Combine(arguments.Registry, "registry.db"), KeyFile.PathFor(arguments.Registry, arguments["--key"]));

    private static async Task<RegistryFolder> OpenAsync(
        string database, byte[] key, Func<IRegistryStore, RegistryStorageOptions, Task<AttestationRegistry>> open)
    {
        var source = SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = database }.ToString());
        try
        {
            var options = new RegistryStorageOptions().SealWith(key);
            CryptographicOperations.ZeroMemory(key);
            return new(source, await open(new DbRegistryStore(source), options));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }
}
