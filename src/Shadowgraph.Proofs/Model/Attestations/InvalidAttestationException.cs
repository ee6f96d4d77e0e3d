namespace Shadowgraph.Proofs;

/// <summary>An attestation, or JSON text of attestations, is not valid. The message states the problem and the remedy.</summary>
public sealed class InvalidAttestationException : ProofException
{
    /// <summary>Creates the exception for an invalid field.</summary>
    /// <param name="field">The field, as a path in JSON.</param>
    /// <param name="problem">Problem and remedy, as the rest of a sentence about the field; without secrets.</param>
    public InvalidAttestationException(string field, string problem)
        : base($"{field} {problem}") => Field = field;

    /// <summary>The field, named as in JSON, such as <c>opinion.uncertainty</c> or <c>$[3].opinion.uncertainty</c>.</summary>
    public string Field { get; }

    /// <summary>The same problem, with the field's path relative to an enclosing collection.</summary>
    internal InvalidAttestationException Within(string path) =>
        new($"{path}.{Field}", Message[(Field.Length + 1)..]);
}
