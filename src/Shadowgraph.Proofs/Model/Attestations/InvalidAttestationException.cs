namespace Shadowgraph.Proofs;

/// <summary>An attestation, or the JSON that should hold one, is not valid. The message says what is wrong and what to do.</summary>
public sealed class InvalidAttestationException : ProofException
{
    /// <summary>Says which field is wrong.</summary>
    /// <param name="field">The field, as a path in JSON.</param>
    /// <param name="problem">What is wrong with it and what to do, as the rest of a sentence; without secrets.</param>
    public InvalidAttestationException(string field, string problem)
        : base($"{field} {problem}") => Field = field;

    /// <summary>The field, named as in JSON, such as <c>opinion.uncertainty</c> or <c>$[3].opinion.uncertainty</c>.</summary>
    public string Field { get; }

    /// <summary>The same problem, seen from the collection that the attestation is in.</summary>
    internal InvalidAttestationException Within(string path) =>
        new($"{path}.{Field}", Message[(Field.Length + 1)..]);
}
