namespace Shadowgraph.Proofs;

/// <summary>Persists a registry: leaves, attestations and the latest roots. See <see cref="DbRegistryStore"/>.</summary>
/// <remarks>
/// <para>A single process writes, and any number of processes read. The registry seals all data for the store (unless the host opts out), and
/// verifies all data from the store, which is not trusted.</para>
/// <para>Every failure is a <see cref="RegistryStoreException"/>. Methods may be called concurrently, except <see cref="ApplyAsync"/>, which is
/// called sequentially.</para>
/// </remarks>
public interface IRegistryStore : IAsyncDisposable
{
    /// <summary>Becomes the only writer, and creates the store if missing.</summary>
    /// <exception cref="RegistryStoreException">Another process writes, or the store failed.</exception>
    Task AcquireAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads a consistent snapshot of the store.</summary>
    /// <param name="since">Only leaves written by a change after this sequence; 0 for all leaves. If this is the sequence of the latest change, the
    /// snapshot may have the latest root alone.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null if there is no store yet.</returns>
    Task<RegistryStoreSnapshot?> ReadAsync(long since, CancellationToken cancellationToken = default);

    /// <summary>Reads the attestations of a leaf.</summary>
    /// <returns>Null if the store has no attestations at this index.</returns>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    Task<RegistryStoreAttestations?> ReadAttestationsAsync(int index, CancellationToken cancellationToken = default);

    /// <summary>Stores a change atomically: after successful completion the change survives a loss of power.</summary>
    /// <exception cref="RegistryStoreException">Nothing was stored; with the kind <see cref="RegistryStoreErrorKind.Indeterminate"/>, all or nothing
    /// was stored.</exception>
    Task ApplyAsync(RegistryStoreChange change, CancellationToken cancellationToken = default);
}
