using System.Security.Cryptography;
using Shadowgraph.Proofs;

namespace ProofClient;

/// <summary>
/// The opening on this device: sealed with AES-256-GCM under a key of its own file, so that a copy or a backup of the opening alone opens
/// nothing. Both are for this user alone.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="keyPath">Where the key is.</param>
internal sealed class OpeningFile(string path, string keyPath)
{
    private const int KeySize = 32;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    private static ReadOnlySpan<byte> Format => "shadowgraph-opening/1\n"u8;

    public bool Exists => File.Exists(path);

    /// <exception cref="RefusedException">There is none, it was changed, or its key is another.</exception>
    /// <exception cref="RegistryOpeningException">It is no opening.</exception>
    public RegistryOpening Read()
    {
        if (!Exists) throw new RefusedException($"there is no opening in {path}. Fetch it first.");
        var file = File.ReadAllBytes(path);
        if (file.Length < Format.Length + NonceSize + TagSize || !file.AsSpan().StartsWith(Format))
            throw new RefusedException($"{path} is no opening that this program keeps. Delete it, and fetch the opening anew.");
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
            throw new RefusedException($"{path} was changed, or the key in {keyPath} is another than it was sealed with. Delete it, and fetch the opening anew.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Keeps an opening in place of the one before. It is there as a whole or not at all.</summary>
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
