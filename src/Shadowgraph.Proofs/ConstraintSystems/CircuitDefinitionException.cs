namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A circuit's definition can't be what its author wants: a contradiction, a wire without constraint, a name used twice.</summary>
public class CircuitDefinitionException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public CircuitDefinitionException(string message)
        : base(message)
    {
    }
}
