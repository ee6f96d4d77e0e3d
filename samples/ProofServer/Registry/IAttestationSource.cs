using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>The registry behind the server. Implementations are thread-safe.</summary>
internal interface IAttestationSource
{
    /// <summary>Subjects with a live leaf.</summary>
    int Count { get; }

    /// <summary>The current root; null before the first publication.</summary>
    Fr? Root { get; }

    /// <summary>The roots accepted by verifiers: the current root and its predecessors, the newest first.</summary>
    IReadOnlyCollection<Fr> AcceptedRoots { get; }

    /// <summary>The accounts of all subjects, including hidden subjects.</summary>
    IReadOnlyList<EvmAddress> Accounts { get; }

    /// <summary>Opens the leaf of a subject, for proofs.</summary>
    /// <returns>Null if the account has no leaf.</returns>
    Task<RegistryOpening?> OpenAsync(EvmAddress account, CancellationToken cancellationToken = default);

    /// <summary>Lists the attestations about a subject.</summary>
    /// <returns>Empty if the account has no leaf.</returns>
    Task<IReadOnlyList<Attestation>> AboutAsync(EvmAddress account, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds attestations about a subject and completes when they are stored. A new attestation replaces an earlier attestation of the same
    /// attester.
    /// </summary>
    /// <returns>The new root.</returns>
    /// <exception cref="InvalidAttestationException">An attestation is invalid or about another subject. The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account has a leaf under another key, or the key belongs to another account.</exception>
    Task<Fr> PublishAsync(RegistrySubject subject, IReadOnlyList<Attestation> attestations, CancellationToken cancellationToken = default);

    /// <summary>Publishes subjects in one step with one new root.</summary>
    Task PublishManyAsync(IEnumerable<RegistryChange> changes, CancellationToken cancellationToken = default);

    /// <summary>Removes a subject.</summary>
    /// <returns>False if the account has no leaf.</returns>
    Task<bool> RemoveAsync(EvmAddress account, CancellationToken cancellationToken = default);
}
