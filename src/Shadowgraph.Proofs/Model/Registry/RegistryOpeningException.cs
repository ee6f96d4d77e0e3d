namespace Shadowgraph.Proofs;

/// <summary>What should be a registry's opening is none. The message says what is wrong and what to do, and nothing of what it
/// holds.</summary>
public sealed class RegistryOpeningException : ProofException
{
    /// <summary>Says where the JSON form is wrong.</summary>
    /// <param name="field">The field, as a path in JSON.</param>
    /// <param name="problem">What is wrong with it and what to do, as the rest of a sentence; without secrets.</param>
    public RegistryOpeningException(string field, string problem)
        : base($"{field} {problem}") => Field = field;

    /// <summary>Where it is wrong, as a path in the JSON form, such as <c>$.attestations[3].r</c>.</summary>
    public string Field { get; }
}
