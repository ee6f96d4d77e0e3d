using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>The numbers of an attestation in the witness of a link, unchecked, in the units of docs/statement.md, section 4.3.</summary>
internal readonly record struct SlotNumbers(Fr R, Fr S, Fr A, Fr W, Fr Expiry)
{
    /// <summary>Returns the type name only: the numbers are the prover's secret, which a record would print.</summary>
    public override string ToString() => nameof(SlotNumbers);
}
