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

    /// <summary>Whose leaf changes.</summary>
    public EvmAddress Account { get; }

    /// <summary>The subject and its key; null to remove it.</summary>
    public RegistrySubject? Subject { get; }

    /// <summary>All attestations that count from now on; null to remove the subject. They are confidential.</summary>
    public IEnumerable<Attestation>? Attestations { get; }

    /// <summary>A new leaf, or the replacement of one, of a subject whom proofs name.</summary>
    /// <param name="account">The subject.</param>
    /// <param name="attestations">All that count from now on. They are read once, on another thread, and must not change until then.</param>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    public static RegistryChange Publish(EvmAddress account, IEnumerable<Attestation> attestations) =>
        Publish(RegistrySubject.Named(account), attestations);

    /// <summary>A new leaf, or the replacement of one, of a subject, named or hidden.</summary>
    /// <param name="subject">The subject and its key.</param>
    /// <param name="attestations">All that count from now on. They are read once, on another thread, and must not change until then.</param>
    public static RegistryChange Publish(RegistrySubject subject, IEnumerable<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(attestations);
        return new(subject.Account, subject, attestations);
    }

    /// <summary>The removal of a subject; nothing if the registry has no leaf of it.</summary>
    public static RegistryChange Remove(EvmAddress account) => new(account, null, null);

    /// <summary>Whose leaf it is, without the address of a hidden subject, and nothing of the attestations.</summary>
    public override string ToString() => Subject is null ? $"remove {Account}" : $"publish {Subject}";
}
