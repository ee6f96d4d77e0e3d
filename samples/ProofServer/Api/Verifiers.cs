using System.Collections.Concurrent;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace ProofServer.Api;

/// <summary>Verifiers with the keys of the server's own store, created on first use.</summary>
/// <remarks>
/// An independent verifier gets the hashes from the ceremony's organiser. This verifier trusts the server's own key store, and
/// accepts development keys where the store does: in the demonstration.
/// </remarks>
internal sealed class Verifiers(IProvingKeyStore keys, IHostEnvironment environment, TimeProvider time)
{
    private readonly ConcurrentDictionary<CircuitSize, ReputationVerifier> _verifiers = [];

    public async Task<ReputationVerification> VerifyAsync(ReputationProof proof, ProofExpectation expectation, CancellationToken cancellationToken)
    {
        if (!_verifiers.TryGetValue(proof.Size, out var verifier))
        {
            var key = (await keys.GetAsync(proof.Size, null, cancellationToken)).VerifyingKey;
            verifier = _verifiers.GetOrAdd(proof.Size, new ReputationVerifier(
                new Dictionary<CircuitSize, Shadowgraph.Proofs.Groth16.VerifyingKey> { [proof.Size] = key },
                new Dictionary<CircuitSize, string> { [proof.Size] = key.Hash }, time));
        }

        return verifier.Verify(proof, expectation with { AllowDevelopmentKeys = environment.IsDevelopment() });
    }
}
