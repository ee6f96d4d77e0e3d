namespace Shadowgraph.Proofs;

/// <summary>The store of a registry failed, or its contents were not written by a registry. The registry in memory keeps the state of the latest
/// acknowledged publication.</summary>
public sealed class RegistryStoreException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="message">Problem, place and remedy; without secrets.</param>
    /// <param name="innerException">The cause, if any.</param>
    public RegistryStoreException(RegistryStoreErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>The kind of failure.</summary>
    public RegistryStoreErrorKind Kind { get; }
}
