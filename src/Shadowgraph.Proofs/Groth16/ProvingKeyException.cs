using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// A proving or verifying key is well-formed but must not be used. <see cref="Reason"/> gives the cause, the message also the remedy.
/// </summary>
/// <remarks>A malformed file causes a <see cref="ProofFileException"/> instead.</remarks>
public class ProvingKeyException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The cause.</param>
    /// <param name="message">The problem and the remedy, in full sentences.</param>
    public ProvingKeyException(ProvingKeyRejection reason, string message)
        : base(message) => Reason = reason;

    /// <summary>The cause of the refusal.</summary>
    public ProvingKeyRejection Reason { get; }
}
