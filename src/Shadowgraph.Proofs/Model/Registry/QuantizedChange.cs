using System.Collections.Immutable;

namespace Shadowgraph.Proofs;

/// <summary>A subject's change, validated and quantised, not hashed yet. Immutable.</summary>
/// <param name="Account">The account of the leaf.</param>
/// <param name="Subject">The subject; null for a removal.</param>
/// <param name="Attestations">The subject's attestations in canonical order; empty for a removal.</param>
internal sealed record QuantizedChange(EvmAddress Account, RegistrySubject? Subject, ImmutableArray<QuantizedAttestation> Attestations)
{
    /// <summary>Validates and quantises the attestations of a new leaf, or of the replacement of a leaf.</summary>
    /// <exception cref="InvalidAttestationException">There are no attestations or too many, or an attestation is not valid, not about this subject,
    /// or the second of its attester.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static QuantizedChange Publish(
        RegistrySubject subject, IEnumerable<Attestation> attestations, CancellationToken cancellationToken = default) =>
        new(subject.Account, subject, AttestationBundle.Quantize(subject.Account, attestations, cancellationToken));

    /// <summary>The removal of a leaf, if present.</summary>
    public static QuantizedChange Remove(EvmAddress account) => new(account, null, []);

    public override string ToString() => $"{Account}, {(Subject is null ? "removed" : "published")}";
}
