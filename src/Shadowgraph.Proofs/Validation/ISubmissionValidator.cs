namespace Shadowgraph.Proofs.Validation;

/// <summary>
/// Decides whether a proof may be sent to a contract, before a transaction fee is spent. Implementations are thread-safe.
/// </summary>
public interface ISubmissionValidator
{
    /// <summary>Checks a proof against the rules of a contract on a chain.</summary>
    /// <param name="proof">The proof, from any source.</param>
    /// <param name="target">The contract, and its requirements.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// Without an error among the findings, the contract accepts the call <see cref="ReputationProof.ToSolidityCalldata"/>. Replay protection is the
    /// task of the contract.
    /// </returns>
    ValueTask<ProofValidation> ValidateForSubmissionAsync(
        ReputationProof proof, SubmissionTarget target, CancellationToken cancellationToken = default);
}
