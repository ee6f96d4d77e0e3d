using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Computes the values of wires from given values while a witness is solved: a division, the bits of a number.</summary>
/// <param name="inputs">Values of the linear combinations passed with the function.</param>
/// <param name="outputs">To be filled; initially all 0.</param>
/// <remarks>
/// The function must depend on its inputs only, be thread-safe, and be total: constraints that the inputs violate are checked later. The function
/// proves nothing: constraints must fix the computed values.
/// </remarks>
public delegate void WitnessFunction(ReadOnlySpan<Fr> inputs, Span<Fr> outputs);
