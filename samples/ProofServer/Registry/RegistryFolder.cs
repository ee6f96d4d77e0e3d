using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Shadowgraph.Proofs;
using Shadowgraph.Samples.Publisher;

namespace ProofServer.Registry;

/// <summary>Opens the registry that the configuration names, for this process to publish in. The form of the folder is Publisher's.</summary>
internal static class RegistryFolder
{
    private const string Database = "registry.db";

    /// <exception cref="InvalidOperationException">The folder or its key can't be used; the message says why.</exception>
    /// <exception cref="RegistryStoreException">Another process publishes in it, the key is another's, or the database was damaged.</exception>
    public static async Task<RegistryAttestations> OpenAsync(RegistryOptions options, ILogger logger)
    {
        if (options.Folder is not { Length: > 0 } folder) return new RegistryAttestations(new AttestationRegistry(), null);
        var path = Path.Combine(Path.GetFullPath(folder), Database);
        var storage = new RegistryStorageOptions();
        try
        {
            var key = ReadKey(folder, options.KeyFile, isNew: !File.Exists(path), logger);
            storage.SealWith(key);
            CryptographicOperations.ZeroMemory(key);
        }
        catch (RefusedException e)
        {
            throw new InvalidOperationException($"Registry:Folder is {folder}, and {e.Message.Replace("--key FILE", "Registry:KeyFile", StringComparison.Ordinal)}", e);
        }

        CreateFolder(Path.GetDirectoryName(path)!);
        var database = SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = path }.ToString());
        try
        {
            return new RegistryAttestations(await AttestationRegistry.OpenAsync(new DbRegistryStore(database), storage), database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static byte[] ReadKey(string folder, string? given, bool isNew, ILogger logger)
    {
        var path = KeyFile.PathFor(folder, given);
        if (isNew && !File.Exists(path))
        {
            CryptographicOperations.ZeroMemory(KeyFile.Create(path));
            Log.KeyMade(logger, path);
        }

        return KeyFile.Read(path);
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The key that seals the registry was made: {Path}. Without it nobody opens the registry: keep a copy, and not beside the registry.")]
    public static partial void KeyMade(ILogger logger, string path);
}
