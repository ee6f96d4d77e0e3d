using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Accepts every result: cheap proofs are not valid ones.</summary>
internal sealed class AcceptingValidator : IProofValidator
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public ValueTask<ProofValidation> ValidateAsync(
        ProofResult result, ProofExpectation expectation, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        return ValueTask.FromResult(ProofValidation.Valid);
    }
}
