using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>The key for replay protection: equal for two proofs of the same subject in the same scope, whatever their bytes.</summary>
/// <param name="Scope">The scope, as the field element in the proof.</param>
/// <param name="Identity">The nullifier of a hidden subject, or the address of a named subject.</param>
/// <param name="IsAnonymous">Whether the identity is a nullifier.</param>
public readonly record struct ReplayKey(Fr Scope, Fr Identity, bool IsAnonymous);
