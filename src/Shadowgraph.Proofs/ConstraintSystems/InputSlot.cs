namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A declared input: consecutive wires. Without a count it is a scalar, of one wire.</summary>
internal sealed record InputSlot(string Name, int FirstWire, int? Count);
