namespace Shadowgraph.Proofs;

/// <summary>A change of a registry that can't be published with the others; nothing of them was. The message says what is wrong and what
/// to do.</summary>
public sealed class RegistryChangeException : ProofException
{
    /// <summary>Says which field of which change is wrong.</summary>
    /// <param name="position">Which change, counted from 0.</param>
    /// <param name="field">The field of the change, as a path.</param>
    /// <param name="problem">What is wrong with it and what to do, as the rest of a sentence; without secrets.</param>
    /// <param name="innerException">What found it; null if nothing did.</param>
    public RegistryChangeException(long position, string field, string problem, Exception? innerException = null)
        : base($"changes[{position}].{field} {problem}", innerException)
    {
        Position = position;
        Field = field;
    }

    /// <summary>Which change is wrong, counted from 0 in the order in which they came.</summary>
    public long Position { get; }

    /// <summary>Its field, such as <c>account</c>, <c>subject</c> or <c>attestations[3].opinion.uncertainty</c>.</summary>
    public string Field { get; }
}
