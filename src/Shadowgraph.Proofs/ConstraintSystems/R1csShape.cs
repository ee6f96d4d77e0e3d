namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The numbers of wires of each kind in a constraint system, in the order of numbering after the constant wire.</summary>
internal sealed record R1csShape(int WireCount, int PublicOutputCount, int PublicInputCount, int PrivateInputCount);
