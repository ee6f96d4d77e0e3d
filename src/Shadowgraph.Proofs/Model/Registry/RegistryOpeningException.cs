namespace Shadowgraph.Proofs;

/// <summary>Invalid data in place of an opening of a registry. The message states problem and remedy, without any contents of the opening.</summary>
public sealed class RegistryOpeningException : ProofException
{
    /// <summary>Creates the exception for an invalid field.</summary>
    /// <param name="field">The field, as a path in JSON.</param>
    /// <param name="problem">Problem and remedy, as the rest of a sentence about the field; without secrets.</param>
    public RegistryOpeningException(string field, string problem)
        : base($"{field} {problem}") => Field = field;

    /// <summary>The invalid field as a path in the JSON form, such as <c>$.attestations[3].r</c>.</summary>
    public string Field { get; }
}
