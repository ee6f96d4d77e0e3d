namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A function that computes the values of consecutive wires.</summary>
/// <param name="Before">The number of the constraint before which the function is called.</param>
/// <param name="InputRows">Indices among the program's function rows: the inputs.</param>
/// <param name="FirstWire">The first computed wire.</param>
/// <param name="Count">The number of computed wires.</param>
/// <param name="Function">The function.</param>
internal sealed record WireFunction(int Before, int[] InputRows, int FirstWire, int Count, WitnessFunction Function);
