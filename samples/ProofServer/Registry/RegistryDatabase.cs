using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shadowgraph.Proofs;
using Shadowgraph.Samples.Publisher;

namespace ProofServer.Registry;

/// <summary>
/// Opens the configured registry: for writing in the publisher's process, for reading in other servers. Publisher and the server share the form of
/// the folder.
/// </summary>
internal static class RegistryDatabase
{
    private const string FileName = "registry.db";

    /// <summary>Opens the registry as its only writer; creates a missing registry.</summary>
    /// <exception cref="InvalidOperationException">The folder, the database or the key is unusable; the message gives the reason.</exception>
    /// <exception cref="RegistryStoreException">Another process has the registry open, the key is wrong, or the database is damaged.</exception>
    public static async Task<RegistryAttestations> OpenAsync(RegistryOptions options, TimeProvider time, ILogger logger)
    {
        if (options.Folder is not { Length: > 0 } && options.Postgres is not { Length: > 0 })
            return new RegistryAttestations(new AttestationRegistry(), null, time);
        if (options.Folder is { Length: > 0 } folder) Create(folder, options.KeyFile, logger);
        return await OpenAsync(
            options, async (store, storage, database) => new RegistryAttestations(await AttestationRegistry.OpenAsync(store, storage), database, time));
    }

    /// <summary>Opens the registry of another process for reading.</summary>
    /// <exception cref="InvalidOperationException">There is no registry yet, or the key is unusable; the message gives the reason.</exception>
    /// <exception cref="RegistryStoreException">The key is wrong, or the database is away or damaged.</exception>
    public static Task<FollowedAttestations> OpenReadOnlyAsync(RegistryOptions options)
    {
        if (options.Folder is { Length: > 0 } folder && !File.Exists(PathOf(folder)))
            throw new InvalidOperationException($"Registry:Folder is {folder}, and has no registry. Start the publisher first.");
        return OpenAsync(
            options, async (store, storage, database) => new FollowedAttestations(await AttestationRegistry.OpenReadOnlyAsync(store, storage), database));
    }

    private static async Task<T> OpenAsync<T>(
        RegistryOptions options, Func<DbRegistryStore, RegistryStorageOptions, DbDataSource, Task<T>> open)
    {
        var storage = StorageOf(options);
        var database = options.Folder is { Length: > 0 } folder ? SqliteOf(folder) : PostgresOf(options.Postgres!);
        try
        {
            return await open(new DbRegistryStore(database), storage, database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static RegistryStorageOptions StorageOf(RegistryOptions options)
    {
        try
        {
            var key = KeyFile.Read(options.Folder is { Length: > 0 } folder ? KeyFile.PathFor(folder, options.KeyFile) : Path.GetFullPath(options.KeyFile!));
            var storage = new RegistryStorageOptions().SealWith(key);
            CryptographicOperations.ZeroMemory(key);
            return storage;
        }
        catch (RefusedException e)
        {
            throw Unusable(options.Folder, e);
        }
    }

    private static string PathOf(string folder) => Path.Combine(Path.GetFullPath(folder), FileName);

    private static DbDataSource SqliteOf(string folder) =>
        SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = PathOf(folder) }.ToString());

    private static NpgsqlDataSource PostgresOf(string connection)
    {
        try
        {
            return NpgsqlDataSource.Create(connection);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Without the exception, whose message may have parts of the connection string.
            throw new InvalidOperationException("Registry:Postgres is no connection string, such as Host=...;Database=...;Username=...;Password=...");
        }
    }

    /// <summary>Creates the folder of a new registry, and the key.</summary>
    private static void Create(string folder, string? givenKey, ILogger logger)
    {
        try
        {
            var key = KeyFile.PathFor(folder, givenKey);
            if (!File.Exists(PathOf(folder)) && !File.Exists(key))
            {
                CryptographicOperations.ZeroMemory(KeyFile.Create(key));
                RegistryLog.KeyMade(logger, key);
            }
        }
        catch (RefusedException e)
        {
            throw Unusable(folder, e);
        }

        var path = Path.GetFullPath(folder);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static InvalidOperationException Unusable(string? folder, RefusedException e)
    {
        var place = folder is null ? "The registry is in PostgreSQL" : $"Registry:Folder is {folder}";
        return new($"{place}, and {e.Message.Replace("--key FILE", "Registry:KeyFile", StringComparison.Ordinal)}", e);
    }
}

internal static partial class RegistryLog
{
    [LoggerMessage(1, LogLevel.Warning, "The key that seals the registry was made: {Path}. The registry can't be opened without the key: keep a copy, apart from the registry.")]
    public static partial void KeyMade(ILogger logger, string path);
}
