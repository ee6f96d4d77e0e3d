using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>A subject's change, validated, quantised and hashed: all that can be done without knowing the registry. Immutable.</summary>
/// <param name="Account">Whose leaf changes.</param>
/// <param name="Subject">The subject; null to remove it.</param>
/// <param name="Bundle">Its attestations; null to remove it.</param>
/// <param name="Salt">Fresh for each version of a leaf; 0 to remove it.</param>
/// <param name="Leaf">The leaf's hash; 0 to remove it.</param>
internal sealed record PreparedChange(EvmAddress Account, RegistrySubject? Subject, AttestationBundle? Bundle, Fr Salt, Fr Leaf)
{
    /// <summary>Prepares a new leaf, or the replacement of one.</summary>
    /// <exception cref="InvalidAttestationException">There is none, one is not valid, not of this subject, or the second of its
    /// attester.</exception>
    public static PreparedChange Publish(RegistrySubject subject, IEnumerable<Attestation> attestations)
    {
        var bundle = AttestationBundle.From(subject.Account, attestations);

        // A salt for each version: equal leaves would show that nothing changed, and a known one would open the next.
        var salt = Fr.Random();
        return new(
            subject.Account, subject, bundle, salt, Commitments.Leaf(subject.Key, bundle.Hash, (ulong)bundle.Attestations.Length, salt));
    }

    /// <summary>Prepares the removal of a leaf, if there is one.</summary>
    public static PreparedChange Remove(EvmAddress account) => new(account, null, null, Fr.Zero, Fr.Zero);

    public override string ToString() => $"{Account}, {(Subject is null ? "removed" : "published")}, salt redacted";
}
