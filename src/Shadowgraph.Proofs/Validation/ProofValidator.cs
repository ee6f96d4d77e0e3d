using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Validation;

/// <summary>
/// Checks all parts of a result: structure, hash, opinion, and the proof with the verification keys of the key store. Thread-safe.
/// </summary>
/// <remarks>
/// A link takes a millisecond or two, with the key in memory. A <see cref="ReputationVerifier"/> accepts a proof with narrower bounds than required;
/// this validator refuses such a proof, which would disclose more than requested.
/// </remarks>
public sealed class ProofValidator : IProofValidator
{
    private readonly StoreVerifiers _verifiers;

    /// <summary>Creates a validator with the keys of a store.</summary>
    /// <param name="keys">The accepted keys.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    public ProofValidator(IProvingKeyStore keys, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _verifiers = new StoreVerifiers(keys, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The expectation can't be met: root or recipient is missing, or the requirements are
    /// contradictory.</exception>
    /// <exception cref="ProvingKeyNotFoundException">The store has no key for the proof's circuit.</exception>
    /// <exception cref="Groth16.ProvingKeyException">The store refused the key for the proof's circuit.</exception>
    public async ValueTask<ProofValidation> ValidateAsync(
        ProofResult result, ProofExpectation expectation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(expectation);
        cancellationToken.ThrowIfCancellationRequested();

        var findings = new FindingList();
        ResultRules.CheckStructure(result, findings);
        if (result.Proof is not { } proof) return findings.ToValidation();

        ProofRules.CheckHash(proof, result.Hash, findings);
        if (result.FusedOpinion is { } opinion) OpinionRules.Check(opinion, proof, findings);
        await CheckProofAsync(proof, expectation, findings, cancellationToken).ConfigureAwait(false);
        return findings.ToValidation();
    }

    private async ValueTask CheckProofAsync(
        ReputationProof proof, ProofExpectation expectation, FindingList findings, CancellationToken cancellationToken)
    {
        var verifier = await _verifiers.GetAsync(proof.Size, cancellationToken).ConfigureAwait(false);
        findings.Add(verifier.Verify(proof, expectation));
        ProofRules.CheckDisclosure(proof, expectation, findings);
        if (expectation.AllowDevelopmentKeys && verifier.HasDevelopmentKey(proof.Size))
            ProofRules.WarnOfDevelopmentKey(proof.Size, findings);
    }
}
