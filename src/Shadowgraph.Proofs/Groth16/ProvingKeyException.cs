using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// A proving or verifying key is well-formed and yet must not be used. <see cref="Reason"/> says why, the message what to do.
/// </summary>
/// <remarks>A file that is malformed is a <see cref="ProofFileException"/> instead.</remarks>
public class ProvingKeyException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why the key is refused.</param>
    /// <param name="message">What is wrong and what to do about it, as full sentences.</param>
    public ProvingKeyException(ProvingKeyRejection reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why the key is refused.</summary>
    public ProvingKeyRejection Reason { get; }
}
