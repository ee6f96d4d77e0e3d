using System.Security.Cryptography;
using System.Text;

namespace ProofClient;

/// <summary>
/// A secret on this device, an opening or an identity, sealed with AES-256-GCM. The key has a file of its own, so that a copy or a backup of the
/// sealed file alone is useless. Only the user can read either file.
/// </summary>
/// <param name="path">The sealed file.</param>
/// <param name="keyPath">The file of the key.</param>
/// <param name="kind">The kind of the content, authenticated with it: a file of another kind does not open.</param>
internal sealed class SealedFile(string path, string keyPath, string kind)
{
    private const int KeySize = 32;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    private byte[] Format => Encoding.ASCII.GetBytes($"shadowgraph-{kind}/1\n");

    public bool Exists => File.Exists(path);

    /// <summary>Opens the file. The caller clears the content after use.</summary>
    /// <exception cref="RefusedException">The file is missing or was changed, or the key is wrong.</exception>
    public byte[] Read()
    {
        if (!Exists) throw new RefusedException($"there is no {kind} in {path}.");
        var (file, format) = (File.ReadAllBytes(path), Format);
        if (file.Length < format.Length + NonceSize + TagSize || !file.AsSpan().StartsWith(format))
            throw new RefusedException($"{path} is not an {kind} stored by this program. Delete the file, and begin again with 'fetch'.");
        var key = ReadKey();
        var nonce = file.AsSpan(format.Length, NonceSize);
        var tag = file.AsSpan(format.Length + NonceSize, TagSize);
        var content = file.AsSpan(format.Length + NonceSize + TagSize);
        var plain = new byte[content.Length];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(nonce, content, tag, plain, format);
            return plain;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new RefusedException($"{path} was changed, or was sealed with another key than {keyPath}. Delete the file, and begin again with 'fetch'.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Replaces the file atomically.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        var format = Format;
        var file = new byte[format.Length + NonceSize + TagSize + content.Length];
        format.CopyTo(file, 0);
        var nonce = file.AsSpan(format.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var key = File.Exists(keyPath) ? ReadKey() : CreateKey();
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Encrypt(nonce, content, file.AsSpan(format.Length + NonceSize + TagSize), file.AsSpan(format.Length + NonceSize, TagSize), format);
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
        if (!File.Exists(keyPath)) throw new RefusedException($"the key {keyPath} of {path} is missing. Delete the {kind}, and begin anew with 'fetch'.");
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
