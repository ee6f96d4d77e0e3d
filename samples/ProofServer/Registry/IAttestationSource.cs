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

    /// <summary>What a subject proves from; null if the account has no leaf.</summary>
    RegistryOpening? Open(EvmAddress account);

    /// <summary>What others attest about a subject; empty if the account has no leaf.</summary>
    IReadOnlyList<Attestation> About(EvmAddress account);

    /// <summary>Publishes attestations of a subject besides those that are there. One of an attester who has one already takes its place.</summary>
    /// <returns>The new root.</returns>
    /// <exception cref="InvalidAttestationException">One is not valid or not of this subject. The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account has a leaf under another key, or the key is another account's.</exception>
    Fr Publish(RegistrySubject subject, IReadOnlyList<Attestation> attestations);
}
