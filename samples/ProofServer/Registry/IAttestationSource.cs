using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>The registry behind the server, for reading. Implementations are thread-safe.</summary>
internal interface IAttestationSource
{
    /// <summary>Subjects with a live leaf.</summary>
    int Count { get; }

    /// <summary>The latest root and its sequence; null before the first publication.</summary>
    PublishedRoot? Latest { get; }

    /// <summary>The roots accepted by verifiers: the current root and its predecessors, the newest first.</summary>
    IReadOnlyCollection<Fr> AcceptedRoots { get; }

    /// <summary>The accounts of all subjects, including hidden subjects.</summary>
    IReadOnlyList<EvmAddress> Accounts { get; }

    /// <summary>Loads the publications of another process; completes at once in the publisher's process.</summary>
    /// <exception cref="RegistryStoreException">The store failed. The registry keeps the latest known publication.</exception>
    Task RefreshAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens the leaf of a subject, for proofs, with all publications that were answered before the call.</summary>
    /// <returns>Null if the account has no leaf.</returns>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    Task<RegistryOpening?> OpenAsync(EvmAddress account, CancellationToken cancellationToken = default);

    /// <summary>Lists the attestations about a subject.</summary>
    /// <returns>Empty if the account has no leaf.</returns>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    Task<IReadOnlyList<Attestation>> AboutAsync(EvmAddress account, CancellationToken cancellationToken = default);
}
