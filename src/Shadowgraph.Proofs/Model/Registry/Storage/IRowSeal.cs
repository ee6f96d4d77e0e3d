namespace Shadowgraph.Proofs;

/// <summary>Seals what a registry gives its store, and opens what comes back. Thread-safe.</summary>
internal interface IRowSeal : IDisposable
{
    /// <summary>Tells keys apart; empty without one.</summary>
    ReadOnlyMemory<byte> KeyId { get; }

    /// <summary>Stands for an account in the store: always the same, and another for every other account.</summary>
    byte[] TagOf(EvmAddress account);

    /// <summary>Seals a row.</summary>
    /// <param name="address">Where it belongs.</param>
    /// <param name="changeSalt">Drawn anew for every change, so that a sequence that is used twice, after a failed commit or in a restored
    /// store, never gives the same key and nonce to two contents.</param>
    /// <param name="content">What is sealed.</param>
    byte[] Seal(RowAddress address, ReadOnlySpan<byte> changeSalt, ReadOnlySpan<byte> content);

    /// <summary>Opens a row.</summary>
    /// <returns>Null if it was not sealed with this key for this place.</returns>
    byte[]? Open(RowAddress address, ReadOnlySpan<byte> row);

    /// <summary>Authenticates a root; what is returned goes into <see cref="RegistryStoreRoot.Seal"/>.</summary>
    byte[] SealRoot(RegistryStoreRoot root);
}
