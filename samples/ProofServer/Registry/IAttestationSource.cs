using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>The registry behind the server. Implementations are thread-safe.</summary>
internal interface IAttestationSource
{
    /// <summary>Subjects with a live leaf.</summary>
    int Count { get; }

    /// <summary>The current root; null if nothing was published yet.</summary>
    Fr? Root { get; }

    /// <summary>The roots that verifiers accept: the current one and some before it, the newest first.</summary>
    IReadOnlyCollection<Fr> AcceptedRoots { get; }

    /// <summary>The accounts of all subjects, hidden ones among them.</summary>
    IReadOnlyList<EvmAddress> Accounts { get; }

    /// <summary>What a subject proves from.</summary>
    /// <returns>Null if the account has no leaf.</returns>
    Task<RegistryOpening?> OpenAsync(EvmAddress account, CancellationToken cancellationToken = default);

    /// <summary>What others attest about a subject.</summary>
    /// <returns>Empty if the account has no leaf.</returns>
    Task<IReadOnlyList<Attestation>> AboutAsync(EvmAddress account, CancellationToken cancellationToken = default);

    /// <summary>
    /// Publishes attestations of a subject besides those that are there, and ends when they are kept. One of an attester who has one already
    /// takes its place.
    /// </summary>
    /// <returns>The new root.</returns>
    /// <exception cref="InvalidAttestationException">One is not valid or not of this subject. The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account has a leaf under another key, or the key is another account's.</exception>
    Task<Fr> PublishAsync(RegistrySubject subject, IReadOnlyList<Attestation> attestations, CancellationToken cancellationToken = default);

    /// <summary>Publishes subjects in one step with one new root.</summary>
    Task PublishManyAsync(IEnumerable<RegistryChange> changes, CancellationToken cancellationToken = default);

    /// <summary>Removes a subject.</summary>
    /// <returns>False if there is none.</returns>
    Task<bool> RemoveAsync(EvmAddress account, CancellationToken cancellationToken = default);
}
