namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The definition of a circuit has a fault: a contradiction, a wire without constraint, a name used twice.</summary>
public class CircuitDefinitionException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The problem, the place, and the remedy.</param>
    public CircuitDefinitionException(string message)
        : base(message)
    {
    }
}
