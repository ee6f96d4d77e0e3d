using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>The key that seals a registry: a file of 32 bytes, for this user alone and outside the registry's folder, so that a copy of the
/// folder opens nothing.</summary>
internal static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the key of a registry is, unless the command line says otherwise.</summary>
    public static string PathFor(string registry, string? given)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(registry));
        string path;
        if (given is not null)
        {
            path = Path.GetFullPath(given);
        }
        else
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            if (data.Length == 0) throw new RefusedException("this user has no folder for data, so say where the registry's key is: --key FILE.");
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 6));
            path = Path.Combine(data, "shadowgraph-publisher", $"{Path.GetFileName(folder)}-{name}.key");
        }

        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw new RefusedException($"the key {path} would be in the registry's folder, and a copy of the folder would include its own key. Keep the key elsewhere: --key FILE.")
            : path;
    }

    /// <summary>Reads the key.</summary>
    /// <exception cref="RefusedException">The key is missing, or readable by other users.</exception>
    public static byte[] Read(string path)
    {
        if (!File.Exists(path)) throw new RefusedException($"the registry's key {path} is missing. Name its path: --key FILE.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new RefusedException($"the registry's key {path} can be read by others. Restrict it: chmod 600.");
        var key = File.ReadAllBytes(path);
        return key.Length == RegistryStorageOptions.KeySize
            ? key
            : throw new RefusedException($"the registry's key {path} has {key.Length} bytes, not {RegistryStorageOptions.KeySize}.");
    }

    /// <summary>Makes a key, which is on the disk before its first use.</summary>
    public static byte[] Create(string path)
    {
        var key = RegistryStorageOptions.CreateKey();
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        using var file = new FileStream(path, options);
        file.Write(key);
        file.Flush(flushToDisk: true);
        return key;
    }
}
