namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>How many wires of which kind a constraint system has, in the order in which they are numbered after the constant one.</summary>
internal sealed record R1csShape(int WireCount, int PublicOutputCount, int PublicInputCount, int PrivateInputCount);
