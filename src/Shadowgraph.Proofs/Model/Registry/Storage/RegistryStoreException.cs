namespace Shadowgraph.Proofs;

/// <summary>The store of a registry failed, or holds what no registry wrote. The registry in memory is as the last publication that was
/// answered left it.</summary>
public sealed class RegistryStoreException : ProofException
{
    /// <summary>Says what failed.</summary>
    /// <param name="kind">Which of the known ways to fail it is.</param>
    /// <param name="message">What was wrong, where, and what to do; without secrets.</param>
    /// <param name="innerException">What caused it; null if nothing did.</param>
    public RegistryStoreException(RegistryStoreErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Which of the known ways to fail it is.</summary>
    public RegistryStoreErrorKind Kind { get; }
}
