namespace Shadowgraph.Proofs;

/// <summary>What every exception of this library's own derives from: bad input, keys, circuits, proofs and requests that failed.</summary>
/// <remarks>Misuse of the API, such as an argument out of its range, is told by the exceptions of .NET.</remarks>
public abstract class ProofException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was wrong, where, and what to do; without secrets.</param>
    /// <param name="innerException">What caused it; null if nothing did.</param>
    protected ProofException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
