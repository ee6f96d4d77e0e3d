namespace Shadowgraph.Proofs;

/// <summary>A proof request was refused, failed, or was cancelled; see <see cref="Error"/>.</summary>
public sealed class ProofErrorException : ProofException
{
    /// <summary>Wraps an error.</summary>
    /// <param name="error">The error.</param>
    public ProofErrorException(ProofError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message, error.Exception) => Error = error;

    /// <summary>The error.</summary>
    public ProofError Error { get; }
}
