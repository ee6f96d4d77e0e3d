namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A declared input: consecutive wires. Without a count, a scalar with a single wire.</summary>
internal sealed record InputSlot(string Name, int FirstWire, int? Count);
