namespace Shadowgraph.Proofs.Validation;

/// <summary>Decides whether a result may be handed out. Implementations are thread-safe.</summary>
public interface IProofValidator
{
    /// <summary>Checks a result against what was asked for.</summary>
    /// <param name="result">The result, with its proof.</param>
    /// <param name="expectation">What the request asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<ProofValidation> ValidateAsync(
        ProofResult result, ProofExpectation expectation, CancellationToken cancellationToken = default);
}
