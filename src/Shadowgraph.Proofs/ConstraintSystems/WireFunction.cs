namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A function that gives consecutive wires their values.</summary>
/// <param name="Before">It is called before the constraint of this number.</param>
/// <param name="InputRows">Rows of the program's function rows, whose values it gets.</param>
/// <param name="FirstWire">The first wire that it computes.</param>
/// <param name="Count">How many wires it computes.</param>
/// <param name="Function">The function.</param>
internal sealed record WireFunction(int Before, int[] InputRows, int FirstWire, int Count, WitnessFunction Function);
