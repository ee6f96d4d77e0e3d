using System.Buffers.Binary;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// A proof in the form of the second level: under a name that reveals nothing, and sealed, so that only a process that could request the proof can
/// read the entry.
/// </summary>
/// <remarks>
/// <para>
/// HKDF-Expand (RFC 5869, SHA-256) derives 64 bytes from the proof's key and "shadowgraph.proofs/second-level/v1": 32 for the name, 32 for a key of
/// AES-256-GCM (NIST SP 800-38D). The proof's key is a digest over the salt of the leaf, at least 128 uniform bits, and never leaves the process.
/// Read access to the second level therefore reveals only sizes and times, and neither recipients nor nullifiers, which link proofs within a scope.
/// Damaged, forged, or renamed entries fail to open.
/// </para>
/// <para>
/// An entry: a version byte, 1; a random nonce of 12 bytes; a tag of 16 bytes; and the ciphertext of the creation time in Unix milliseconds, 8 bytes,
/// big-endian, and <see cref="ReputationProof.ToJson"/>. The version byte is authenticated.
/// </para>
/// </remarks>
internal readonly ref struct SealedEntry
{
    /// <summary>The maximum size of an entry: that of the longest proof.</summary>
    public const int MaxBytes = Header + sizeof(long) + ReputationProofJson.MaxBytes;

    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Header = 1 + NonceSize + TagSize;
    private const int KeySize = 32;

    private readonly ReadOnlySpan<byte> _key;

    /// <param name="key">The key of the proof.</param>
    /// <param name="derived">A buffer for 64 secret bytes; the caller clears the buffer afterwards.</param>
    public SealedEntry(ProofCacheKey key, Span<byte> derived)
    {
        Span<byte> material = stackalloc byte[ProofCacheKey.Size];
        key.Write(material);
        HKDF.Expand(HashAlgorithmName.SHA256, material, derived, "shadowgraph.proofs/second-level/v1"u8);
        CryptographicOperations.ZeroMemory(material);
        Name = $"shadowgraph.proofs/1/{Convert.ToHexStringLower(derived[..KeySize])}";
        _key = derived[KeySize..];
    }

    /// <summary>The size of the derived name and key, in bytes.</summary>
    public static int DerivedSize => 2 * KeySize;

    /// <summary>The name of the entry in the cache.</summary>
    public string Name { get; }

    public byte[] Seal(ReputationProof proof, DateTimeOffset made)
    {
        var json = proof.ToJson();
        var content = new byte[sizeof(long) + json.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, made.ToUnixTimeMilliseconds());
        json.CopyTo(content, sizeof(long));

        var entry = new byte[Header + content.Length];
        entry[0] = Version;
        var nonce = entry.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(nonce, content, entry.AsSpan(Header), entry.AsSpan(1 + NonceSize, TagSize), entry.AsSpan(0, 1));
        return entry;
    }

    /// <exception cref="SealedEntryException">The bytes are not an entry, or belong to a different key.</exception>
    public (ReputationProof Proof, DateTimeOffset Made) Open(ReadOnlySpan<byte> entry)
    {
        if (entry.Length is < Header + sizeof(long) or > MaxBytes)
            throw new SealedEntryException($"its length is {entry.Length} bytes; an entry has {Header + sizeof(long)} to {MaxBytes}.");
        if (entry[0] != Version) throw new SealedEntryException($"its version is {entry[0]}; this process reads version {Version}.");

        var content = new byte[entry.Length - Header];
        using var cipher = new AesGcm(_key, TagSize);
        try
        {
            cipher.Decrypt(entry.Slice(1, NonceSize), entry[Header..], entry.Slice(1 + NonceSize, TagSize), content, entry[..1]);
            var made = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(content));
            return (ReputationProof.FromJson(content.AsSpan(sizeof(long))), made);
        }
        catch (CryptographicException e)
        {
            throw new SealedEntryException("the entry is damaged, forged, or stored under another name.", e);
        }
        catch (Exception e) when (e is ProofFileException or ArgumentOutOfRangeException)
        {
            throw new SealedEntryException("its content is no proof with a time.", e);
        }
    }
}
