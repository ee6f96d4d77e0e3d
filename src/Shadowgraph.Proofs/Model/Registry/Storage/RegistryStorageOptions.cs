using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Options of a registry's storage: sealing, retained roots, clock.</summary>
[JsonConverter(typeof(NoJsonConverter<RegistryStorageOptions>))]
public sealed class RegistryStorageOptions
{
    /// <summary>The size of a sealing key in bytes: 32.</summary>
    public const int KeySize = 32;

    private byte[]? _key;

    /// <summary>The number of retained roots, with publication times; 1 to 1 000 000, 1 000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public int RetainedRoots
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000);
            field = value;
        }
    } = 1_000;

    /// <summary>The clock for publication times; the system clock by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal bool IsUnsealed { get; private set; }

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>A copy for the registry, independent of later changes to the host's options.</summary>
    internal RegistryStorageOptions Copy() => (RegistryStorageOptions)MemberwiseClone();

    /// <summary>Creates a random key for <see cref="SealWith"/> with the system's random generator.</summary>
    /// <returns>32 bytes. Keep the key separate from the store: key and store together reveal all attestations, and without the key the sealed rows
    /// are lost.</returns>
    public static byte[] CreateKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>Seals everything except roots: without the key the contents of the store can be neither read nor altered.</summary>
    /// <param name="key">32 bytes of full entropy, for instance from <see cref="CreateKey"/>. Copied.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The length is not 32 bytes, or all bytes are equal.</exception>
    public RegistryStorageOptions SealWith(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize) throw new ArgumentException($"A sealing key has {KeySize} bytes, not {key.Length}.", nameof(key));
        if (!key.ContainsAnyExcept(key[0]))
        {
            throw new ArgumentException("All bytes of the sealing key are equal, which is not a key. Make a key with CreateKey.", nameof(key));
        }

        _key = key.ToArray();
        IsUnsealed = false;
        return this;
    }

    /// <summary>Stores attestations, accounts and salts in clear, for stores with external protection: read access to the store suffices for proofs
    /// in every subject's name, and tampering is detected only if the root no longer matches.</summary>
    /// <returns>These options.</returns>
    public RegistryStorageOptions UnsealedStore()
    {
        _key = null;
        IsUnsealed = true;
        return this;
    }

    /// <summary>The type name only, without the key.</summary>
    public override string ToString() => nameof(RegistryStorageOptions);
}
