namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The inputs contradict the circuit's statement: there is nothing to prove. Values are never part of the message.</summary>
public class ConstraintNotSatisfiedException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="circuit">Name of the circuit.</param>
    /// <param name="constraintIndex">Number of the first violated constraint.</param>
    /// <param name="label">The label of that constraint.</param>
    public ConstraintNotSatisfiedException(string circuit, int constraintIndex, string label)
        : base(FormattableString.Invariant(
            $"The inputs don't satisfy constraint {constraintIndex}, \"{label}\", of the circuit \"{circuit}\": the statement is false for these inputs."))
    {
        ConstraintIndex = constraintIndex;
        Label = label;
    }

    /// <summary>Number of the first violated constraint.</summary>
    public int ConstraintIndex { get; }

    /// <summary>The constraint's label: the enclosing scopes and the constraint's name, separated by slashes.</summary>
    public string Label { get; }
}
