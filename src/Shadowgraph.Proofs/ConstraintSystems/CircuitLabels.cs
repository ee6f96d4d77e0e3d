namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The names of a compiled circuit's wires and constraints.</summary>
internal sealed class CircuitLabels(LabelTable table, Label[] wires, Label[] constraints)
{
    public int WireCount => wires.Length;

    public string OfWire(int wire, char separator = '/') => table.PathOf(wires[wire], separator);

    /// <summary>The scope of a wire; 0 is the circuit itself.</summary>
    public int ScopeOfWire(int wire) => wires[wire].Scope;

    public string OfConstraint(int constraint) => table.PathOf(constraints[constraint]);
}
