namespace Shadowgraph.Proofs;

/// <summary>Keeps a registry beyond its process: leaves, attestations and the last roots. See <see cref="DbRegistryStore"/>.</summary>
/// <remarks>
/// <para>One process writes and any number read. What a store is given is sealed by the registry (unless the host said otherwise), and what
/// the store gives is not trusted: the registry checks it.</para>
/// <para>Every failure is a <see cref="RegistryStoreException"/>. Methods may be called at the same time, but for one
/// <see cref="ApplyAsync"/> after the other.</para>
/// </remarks>
public interface IRegistryStore : IAsyncDisposable
{
    /// <summary>Becomes the only writer, and makes the store if there is none yet.</summary>
    /// <exception cref="RegistryStoreException">Another process writes, or the store failed.</exception>
    Task AcquireAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what the store holds at one moment.</summary>
    /// <param name="since">Only leaves that a change after this sequence wrote; 0 for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null if there is no store yet.</returns>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    Task<RegistryStoreSnapshot?> ReadAsync(long since, CancellationToken cancellationToken = default);

    /// <summary>Reads the attestations of a leaf.</summary>
    /// <returns>Null if the store has none at this index.</returns>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    Task<RegistryStoreAttestations?> ReadAttestationsAsync(int index, CancellationToken cancellationToken = default);

    /// <summary>Stores a change as a whole: when the task has ended well, the change outlives a loss of power.</summary>
    /// <exception cref="RegistryStoreException">Nothing was stored, or, with the kind <see cref="RegistryStoreErrorKind.Indeterminate"/>, all
    /// or nothing.</exception>
    Task ApplyAsync(RegistryStoreChange change, CancellationToken cancellationToken = default);
}
