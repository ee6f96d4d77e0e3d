using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>An attestation as committed in a bundle: two field elements.</summary>
/// <param name="Context">Attester, type and creation time: opaque to the circuit.</param>
/// <param name="Packed">r + 2⁴⁰ s + 2⁸⁰ a + 2¹⁰¹ w + 2¹¹⁸ expiry.</param>
internal readonly record struct CommittedAttestation(Fr Context, Fr Packed);
