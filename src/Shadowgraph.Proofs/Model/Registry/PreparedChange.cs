using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A subject's change, validated, quantised and hashed: all the work that is independent of the registry's state. Immutable.</summary>
/// <param name="Account">The account of the leaf.</param>
/// <param name="Subject">The subject; null for a removal.</param>
/// <param name="Bundle">The subject's attestations; null for a removal.</param>
/// <param name="Salt">Fresh for each version of a leaf; 0 for a removal.</param>
/// <param name="Leaf">The leaf's hash; 0 for a removal.</param>
internal sealed record PreparedChange(EvmAddress Account, RegistrySubject? Subject, AttestationBundle? Bundle, Fr Salt, Fr Leaf)
{
    /// <summary>Prepares a new leaf, or the replacement of a leaf.</summary>
    /// <exception cref="InvalidAttestationException">There are no attestations, or an attestation is not valid, not about this subject, or the second
    /// of its attester.</exception>
    public static PreparedChange Publish(RegistrySubject subject, IEnumerable<Attestation> attestations) =>
        ChangePreparation.Hash([QuantizedChange.Publish(subject, attestations)], CancellationToken.None)[0];

    /// <summary>Prepares the removal of a leaf, if present.</summary>
    public static PreparedChange Remove(EvmAddress account) => new(account, null, null, Fr.Zero, Fr.Zero);

    public override string ToString() => $"{Account}, {(Subject is null ? "removed" : "published")}, salt redacted";
}
