namespace Shadowgraph.Proofs.Validation;

/// <summary>
/// Decides whether a proof may be sent to a contract, before somebody pays for sending it. Implementations are thread-safe.
/// </summary>
public interface ISubmissionValidator
{
    /// <summary>Checks a proof against what a contract on a chain will check.</summary>
    /// <param name="proof">The proof; from anywhere.</param>
    /// <param name="target">The contract, and what it asks for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// Without an error among the findings, <see cref="ReputationProof.ToSolidityCalldata"/> gives the call that the contract takes. That the
    /// proof is not used twice is for the contract to see.
    /// </returns>
    ValueTask<ProofValidation> ValidateForSubmissionAsync(
        ReputationProof proof, SubmissionTarget target, CancellationToken cancellationToken = default);
}
