using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Computes the values of wires from others while a witness is solved: a division, the bits of a number.</summary>
/// <param name="inputs">Values of the linear combinations that were given with the function.</param>
/// <param name="outputs">To be filled; all 0 at first.</param>
/// <remarks>
/// It must depend on its inputs only and be safe to call from several threads. It proves nothing: constraints must fix what it computes.
/// It must be total: constraints that its inputs violate are only checked later.
/// </remarks>
public delegate void WitnessFunction(ReadOnlySpan<Fr> inputs, Span<Fr> outputs);
