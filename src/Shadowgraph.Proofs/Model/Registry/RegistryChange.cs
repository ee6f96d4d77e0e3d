using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The change of one subject within
/// <see cref="AttestationRegistry.PublishAsync(IAsyncEnumerable{RegistryChange}, PublicationOptions?, IProgress{PublicationProgress}?, CancellationToken)"/>.
/// Immutable.</summary>
[JsonConverter(typeof(NoJsonConverter<RegistryChange>))]
public sealed class RegistryChange
{
    private RegistryChange(EvmAddress account, RegistrySubject? subject, IEnumerable<Attestation>? attestations)
    {
        Account = account;
        Subject = subject;
        Attestations = attestations;
    }

    /// <summary>The account of the leaf.</summary>
    public EvmAddress Account { get; }

    /// <summary>The subject and its key; null for a removal.</summary>
    public RegistrySubject? Subject { get; }

    /// <summary>All attestations that count from now on; null for a removal. Confidential.</summary>
    public IEnumerable<Attestation>? Attestations { get; }

    /// <summary>A new leaf, or the replacement of a leaf, for a named subject.</summary>
    /// <param name="account">The subject.</param>
    /// <param name="attestations">All attestations that count from now on. Read once, on another thread; the collection must not change until
    /// then.</param>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    public static RegistryChange Publish(EvmAddress account, IEnumerable<Attestation> attestations) =>
        Publish(RegistrySubject.Named(account), attestations);

    /// <summary>A new leaf, or the replacement of a leaf, for a subject, named or hidden.</summary>
    /// <param name="subject">The subject and its key.</param>
    /// <param name="attestations">All attestations that count from now on. Read once, on another thread; the collection must not change until
    /// then.</param>
    public static RegistryChange Publish(RegistrySubject subject, IEnumerable<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(attestations);
        return new(subject.Account, subject, attestations);
    }

    /// <summary>The removal of a subject; without effect if the registry has no leaf of the subject.</summary>
    public static RegistryChange Remove(EvmAddress account) => new(account, null, null);

    /// <summary>The subject, without the address of a hidden subject, and without attestations.</summary>
    public override string ToString() => Subject is null ? $"remove {Account}" : $"publish {Subject}";
}
