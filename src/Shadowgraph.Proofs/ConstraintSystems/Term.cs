using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A coefficient times a wire. Wire 0 is the constant wire.</summary>
internal readonly struct Term(int wire, in Fr coefficient)
{
    public readonly Fr Coefficient = coefficient;
    public readonly int Wire = wire;
}
