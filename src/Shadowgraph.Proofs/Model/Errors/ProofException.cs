namespace Shadowgraph.Proofs;

/// <summary>The base class of this library's exceptions: invalid input, keys, circuits and proofs, and failed requests.</summary>
/// <remarks>Misuse of the API, such as an argument out of range, throws the standard exceptions of .NET.</remarks>
public abstract class ProofException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Problem, place and remedy; without secrets.</param>
    /// <param name="innerException">The cause, if any.</param>
    protected ProofException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
