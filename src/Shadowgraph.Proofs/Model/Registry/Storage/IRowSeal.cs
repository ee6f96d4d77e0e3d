namespace Shadowgraph.Proofs;

/// <summary>Seals the rows for a registry's store, and opens rows from the store. Thread-safe.</summary>
internal interface IRowSeal : IDisposable
{
    /// <summary>An identifier of the key that reveals nothing of the key; empty without a key.</summary>
    ReadOnlyMemory<byte> KeyId { get; }

    /// <summary>A pseudonym of an account in the store: deterministic, and different for each account.</summary>
    byte[] TagOf(EvmAddress account);

    /// <summary>Seals a row.</summary>
    /// <param name="address">The place of the row.</param>
    /// <param name="changeSalt">Random for every change, so that a repeated sequence number, after a failed commit or in a restored store, never
    /// seals two contents with the same key and nonce.</param>
    /// <param name="content">The plaintext.</param>
    byte[] Seal(RowAddress address, ReadOnlySpan<byte> changeSalt, ReadOnlySpan<byte> content);

    /// <summary>Opens a row.</summary>
    /// <returns>Null if the row was not sealed with this key for this place.</returns>
    byte[]? Open(RowAddress address, ReadOnlySpan<byte> row);

    /// <summary>Authenticates a root; the result is stored in <see cref="RegistryStoreRoot.Seal"/>.</summary>
    byte[] SealRoot(RegistryStoreRoot root);
}
