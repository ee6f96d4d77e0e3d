namespace Shadowgraph.Proofs;

/// <summary>An invalid or conflicting change; the whole publication was refused. The message states problem and remedy.</summary>
public sealed class RegistryChangeException : ProofException
{
    /// <summary>Creates the exception for an invalid field of a change.</summary>
    /// <param name="position">The position of the change, from 0.</param>
    /// <param name="field">The field of the change, as a path.</param>
    /// <param name="problem">Problem and remedy, as the rest of a sentence about the field; without secrets.</param>
    /// <param name="innerException">The cause, if any.</param>
    public RegistryChangeException(long position, string field, string problem, Exception? innerException = null)
        : base($"changes[{position}].{field} {problem}", innerException)
    {
        Position = position;
        Field = field;
    }

    /// <summary>The position of the change, from 0 in the order of the publication.</summary>
    public long Position { get; }

    /// <summary>The invalid field, such as <c>account</c>, <c>subject</c> or <c>attestations[3].opinion.uncertainty</c>.</summary>
    public string Field { get; }
}
