using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>Who used a proof for what: equal for two proofs of one subject in one scope, whatever their bytes.</summary>
/// <param name="Scope">The scope, as the field element in the proof.</param>
/// <param name="Identity">The nullifier of a hidden subject, or the address of a named one.</param>
/// <param name="IsAnonymous">Which of the two.</param>
public readonly record struct ReplayKey(Fr Scope, Fr Identity, bool IsAnonymous);
