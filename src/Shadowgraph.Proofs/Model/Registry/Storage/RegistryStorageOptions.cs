using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>How a registry uses its store.</summary>
[JsonConverter(typeof(NoJsonConverter<RegistryStorageOptions>))]
public sealed class RegistryStorageOptions
{
    /// <summary>Bytes of a sealing key: 32.</summary>
    public const int KeySize = 32;

    private byte[]? _key;

    /// <summary>How many of the last roots are kept, with the times at which they were published; 1 to 1 000 000, 1 000 by default.</summary>
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

    /// <summary>Tells the times at which roots are published; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal bool IsUnsealed { get; private set; }

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>What a registry keeps: later changes of the host's options are none of its own.</summary>
    internal RegistryStorageOptions Copy() => (RegistryStorageOptions)MemberwiseClone();

    /// <summary>Makes a key for <see cref="SealWith"/> from the system's random generator.</summary>
    /// <returns>32 bytes. Keep them apart from the store: who has both reads all attestations, and without the key nobody does.</returns>
    public static byte[] CreateKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>Seals everything but roots: what the store holds can be neither read nor altered without the key.</summary>
    /// <param name="key">32 bytes of full entropy, such as those of <see cref="CreateKey"/>. They are copied.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">There are not 32 bytes, or all are equal.</exception>
    public RegistryStorageOptions SealWith(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize) throw new ArgumentException($"A sealing key has {KeySize} bytes, not {key.Length}.", nameof(key));
        if (!key.ContainsAnyExcept(key[0]))
        {
            throw new ArgumentException("All bytes of the sealing key are equal, so it is none. Make one with CreateKey.", nameof(key));
        }

        _key = key.ToArray();
        IsUnsealed = false;
        return this;
    }

    /// <summary>Keeps attestations, accounts and salts in clear, for stores that are sealed by other means: whoever reads the store can make
    /// every subject's proofs, and whoever writes it is noticed only if the root no longer fits.</summary>
    /// <returns>These options.</returns>
    public RegistryStorageOptions UnsealedStore()
    {
        _key = null;
        IsUnsealed = true;
        return this;
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(RegistryStorageOptions);
}
