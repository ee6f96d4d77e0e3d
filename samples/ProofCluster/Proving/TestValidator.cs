using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Validation;

namespace ProofCluster.Proving;

/// <summary>Takes every proof: the test provers' is of somebody else.</summary>
internal sealed class TestValidator : IProofValidator
{
    public ValueTask<ProofValidation> ValidateAsync(
        ProofResult result, ProofExpectation expectation, CancellationToken cancellationToken = default) => new(ProofValidation.Valid);
}
