using System.Security.Cryptography;
using Shadowgraph.Proofs;

namespace ProofClient;

/// <summary>
/// The opening on this device, sealed with AES-256-GCM. The key has a file of its own, so that a copy or a backup of the opening alone is
/// useless. Only the user can read either file.
/// </summary>
/// <param name="path">The file of the sealed opening.</param>
/// <param name="keyPath">The file of the key.</param>
internal sealed class OpeningFile(string path, string keyPath)
{
    private const int KeySize = 32;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    private static ReadOnlySpan<byte> Format => "shadowgraph-opening/1\n"u8;

    public bool Exists => File.Exists(path);

    /// <exception cref="RefusedException">The file is missing or was changed, or the key is wrong.</exception>
    /// <exception cref="RegistryOpeningException">The content is not a valid opening.</exception>
    public RegistryOpening Read()
    {
        if (!Exists) throw new RefusedException($"there is no opening in {path}. Fetch the opening first.");
        var file = File.ReadAllBytes(path);
        if (file.Length < Format.Length + NonceSize + TagSize || !file.AsSpan().StartsWith(Format))
            throw new RefusedException($"{path} is not an opening stored by this program. Delete the file, and fetch the opening again.");
        var key = ReadKey();
        var nonce = file.AsSpan(Format.Length, NonceSize);
        var tag = file.AsSpan(Format.Length + NonceSize, TagSize);
        var content = file.AsSpan(Format.Length + NonceSize + TagSize);
        var plain = new byte[content.Length];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(nonce, content, tag, plain, Format);
            return RegistryOpening.FromJson(plain);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new RefusedException($"{path} was changed, or was sealed with another key than {keyPath}. Delete the file, and fetch the opening again.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Replaces the kept opening atomically.</summary>
    public void Write(ReadOnlySpan<byte> json)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        var file = new byte[Format.Length + NonceSize + TagSize + json.Length];
        Format.CopyTo(file);
        var nonce = file.AsSpan(Format.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var key = File.Exists(keyPath) ? ReadKey() : CreateKey();
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Encrypt(nonce, json, file.AsSpan(Format.Length + NonceSize + TagSize), file.AsSpan(Format.Length + NonceSize, TagSize), Format);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            WriteNew(temporary, file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private byte[] ReadKey()
    {
        if (!File.Exists(keyPath)) throw new RefusedException($"the key {keyPath} of the opening is missing. Delete {path}, and fetch the opening anew.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(keyPath) & ~OwnerFolder) != 0)
            throw new RefusedException($"the key {keyPath} can be read by others. Restrict it: chmod 600.");
        var key = File.ReadAllBytes(keyPath);
        return key.Length == KeySize ? key : throw new RefusedException($"the key {keyPath} has {key.Length} bytes, not {KeySize}.");
    }

    private byte[] CreateKey()
    {
        CreateFolder(Path.GetDirectoryName(keyPath)!);
        var key = RandomNumberGenerator.GetBytes(KeySize);
        WriteNew(keyPath, key);
        return key;
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerFolder);
    }

    private static void WriteNew(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
