namespace Shadowgraph.Proofs.Validation;

/// <summary>Decides whether a result may be returned to the requester. Implementations are thread-safe.</summary>
public interface IProofValidator
{
    /// <summary>Checks a result against the request.</summary>
    /// <param name="result">The result, with its proof.</param>
    /// <param name="expectation">The requirements of the request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<ProofValidation> ValidateAsync(
        ProofResult result, ProofExpectation expectation, CancellationToken cancellationToken = default);
}
