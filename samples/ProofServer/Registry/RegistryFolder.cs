using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Shadowgraph.Proofs;
using Shadowgraph.Samples.Publisher;

namespace ProofServer.Registry;

/// <summary>Opens the configured registry for writing. Publisher and the server share the form of the folder.</summary>
internal static class RegistryFolder
{
    private const string Database = "registry.db";

    /// <exception cref="InvalidOperationException">The folder or the key is unusable; the message gives the reason.</exception>
    /// <exception cref="RegistryStoreException">Another process has the registry open, the key is wrong, or the database is damaged.</exception>
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
    [LoggerMessage(
        1, LogLevel.Warning,
        "The key that seals the registry was made: {Path}. Without it nobody opens the registry: keep a copy, and not beside the registry.")]
    public static partial void KeyMade(ILogger logger, string path);
}
