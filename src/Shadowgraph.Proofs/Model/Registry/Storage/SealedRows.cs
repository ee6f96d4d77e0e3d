using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs;

/// <summary>
/// Rows sealed with AES-256-GCM. Key and nonce of each row are derived by HKDF-SHA256 (RFC 5869) from the host's key, and depend on registry, change,
/// index and part, so that no two rows share a nonce; registry, part, index, version and account are authenticated with the content.
/// </summary>
/// <remarks>
/// A row is the salt of its change (16 bytes), the ciphertext, and the tag (16 bytes). Accounts are replaced by a keyed hash: without the key, the
/// store does not even reveal whether a known account has a leaf.
/// </remarks>
internal sealed class SealedRows : IRowSeal
{
    /// <summary>Bytes of the salt of a change.</summary>
    public const int SaltSize = 16;

    private const int TagSize = 16;
    private const int NonceSize = 12;
    private const int KeySize = 32;

    private readonly Guid _registry;
    private readonly byte[] _rowKey;
    private readonly byte[] _accountKey;
    private readonly byte[] _rootKey;

    /// <summary>Derives the keys of a registry.</summary>
    /// <param name="key">The host's key.</param>
    /// <param name="registry">The identifier of the registry in the store.</param>
    public SealedRows(ReadOnlySpan<byte> key, Guid registry)
    {
        _registry = registry;
        Span<byte> master = stackalloc byte[KeySize];
        Span<byte> salt = stackalloc byte[16];
        registry.TryWriteBytes(salt);
        HKDF.Extract(HashAlgorithmName.SHA256, key, salt, master);
        _rowKey = Expand(master, "shadowgraph/registry/rows/v2"u8, KeySize);
        _accountKey = Expand(master, "shadowgraph/registry/accounts/v1"u8, KeySize);
        _rootKey = Expand(master, "shadowgraph/registry/roots/v2"u8, KeySize);
        KeyId = Expand(master, "shadowgraph/registry/key id/v1"u8, 16);
        CryptographicOperations.ZeroMemory(master);
    }

    public ReadOnlyMemory<byte> KeyId { get; }

    public byte[] TagOf(EvmAddress account)
    {
        Span<byte> bytes = stackalloc byte[EvmAddress.Size];
        account.Write(bytes);
        return HMACSHA256.HashData(_accountKey, bytes)[..16];
    }

    public byte[] Seal(RowAddress address, ReadOnlySpan<byte> changeSalt, ReadOnlySpan<byte> content)
    {
        var row = new byte[SaltSize + content.Length + TagSize];
        changeSalt.CopyTo(row);
        Span<byte> material = stackalloc byte[KeySize + NonceSize];
        Span<byte> associated = stackalloc byte[AssociatedSize];
        Derive(address, changeSalt, material);
        using var cipher = new AesGcm(material[..KeySize], TagSize);
        cipher.Encrypt(material[KeySize..], content, row.AsSpan(SaltSize, content.Length), row.AsSpan(SaltSize + content.Length), Associate(address, associated));
        CryptographicOperations.ZeroMemory(material);
        return row;
    }

    public byte[]? Open(RowAddress address, ReadOnlySpan<byte> row)
    {
        if (row.Length < SaltSize + TagSize || address.AccountTag.Length > MaxAccountTag) return null;
        var content = new byte[row.Length - SaltSize - TagSize];
        Span<byte> material = stackalloc byte[KeySize + NonceSize];
        Span<byte> associated = stackalloc byte[AssociatedSize];
        Derive(address, row[..SaltSize], material);
        using var cipher = new AesGcm(material[..KeySize], TagSize);
        try
        {
            cipher.Decrypt(material[KeySize..], row.Slice(SaltSize, content.Length), row[^TagSize..], content, Associate(address, associated));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(material);
        }
    }

    public byte[] SealRoot(RegistryStoreRoot root)
    {
        Span<byte> content = stackalloc byte[16 + 8 + 32 + 4 + 4 + 8];
        _registry.TryWriteBytes(content);
        BinaryPrimitives.WriteInt64BigEndian(content[16..], root.Sequence);
        root.Root.Span[..32].CopyTo(content[24..]);
        BinaryPrimitives.WriteInt32BigEndian(content[56..], root.LeafCount);
        BinaryPrimitives.WriteInt32BigEndian(content[60..], root.SubjectCount);
        BinaryPrimitives.WriteInt64BigEndian(content[64..], root.PublishedAt.ToUnixTimeMilliseconds());
        return HMACSHA256.HashData(_rootKey, content);
    }

    /// <summary>Overwrites the keys.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_rowKey);
        CryptographicOperations.ZeroMemory(_accountKey);
        CryptographicOperations.ZeroMemory(_rootKey);
    }

    private const int MaxAccountTag = 32;
    private const int AssociatedSize = 16 + 1 + 4 + 8 + MaxAccountTag;

    private static byte[] Expand(ReadOnlySpan<byte> master, ReadOnlySpan<byte> use, int size)
    {
        var key = new byte[size];
        HKDF.Expand(HashAlgorithmName.SHA256, master, key, use);
        return key;
    }

    private void Derive(RowAddress address, ReadOnlySpan<byte> changeSalt, Span<byte> material)
    {
        Span<byte> info = stackalloc byte[SaltSize + 1 + 4 + 8];
        changeSalt.CopyTo(info);
        WritePlace(address, info[SaltSize..]);
        HKDF.Expand(HashAlgorithmName.SHA256, _rowKey, material, info);
    }

    /// <summary>Only the last field has a variable width, so the encoding is injective.</summary>
    private ReadOnlySpan<byte> Associate(RowAddress address, Span<byte> associated)
    {
        _registry.TryWriteBytes(associated);
        WritePlace(address, associated[16..]);
        address.AccountTag.CopyTo(associated[29..]);
        return associated[..(29 + address.AccountTag.Length)];
    }

    private static void WritePlace(RowAddress address, Span<byte> destination)
    {
        destination[0] = (byte)address.Part;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], address.Index);
        BinaryPrimitives.WriteInt64BigEndian(destination[5..], address.Version);
    }
}
