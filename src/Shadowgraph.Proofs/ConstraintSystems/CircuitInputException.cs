namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>An input of a circuit is missing, unknown or of the wrong length. Values are never part of the message.</summary>
public class CircuitInputException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="inputName">Name of the input.</param>
    /// <param name="message">The problem with the input, and the remedy.</param>
    public CircuitInputException(string inputName, string message)
        : base(message) => InputName = inputName;

    /// <summary>Name of the input.</summary>
    public string InputName { get; }
}
