using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>Attester, type and creation time of an attestation: part of the commitment, but opaque to the circuit.</summary>
/// <param name="Attester">The attester.</param>
/// <param name="Type">The subject matter of the attestation.</param>
/// <param name="CreatedAt">Unix seconds below 2⁴⁰.</param>
internal readonly record struct AttestationContext(EvmAddress Attester, AttestationType Type, ulong CreatedAt) : IComparable<AttestationContext>
{
    /// <summary>
    /// attester + 2¹⁶⁰ type + 2¹⁶⁸ creation time, below 2²⁰⁸. Never 0, because no type is 0: an empty slot of a block can't be mistaken for an
    /// attestation.
    /// </summary>
    public Fr Packed => Fr.FromCanonicalUnchecked(Attester.ToLimbs((ulong)Type | (CreatedAt << 8)));

    /// <summary>The canonical order: by attester, then by creation time.</summary>
    public int CompareTo(AttestationContext other)
    {
        var order = Attester.CompareTo(other.Attester);
        return order != 0 ? order : CreatedAt.CompareTo(other.CreatedAt);
    }
}
