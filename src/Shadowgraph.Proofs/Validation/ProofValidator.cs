using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Validation;

/// <summary>
/// Checks everything that can be checked of a result: its parts, its hash, its opinion, and its proof with the verification keys of the
/// key store. Thread-safe.
/// </summary>
/// <remarks>
/// A link takes one or two milliseconds, once its key is loaded. Unlike a <see cref="ReputationVerifier"/>, to whom a proof of more than
/// expected is welcome, it refuses one that shows narrower bounds than were asked for: they would disclose what nobody asked to disclose.
/// </remarks>
public sealed class ProofValidator : IProofValidator
{
    private readonly StoreVerifiers _verifiers;

    /// <summary>A validator with the keys of a store.</summary>
    /// <param name="keys">Decides which keys are good.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public ProofValidator(IProvingKeyStore keys, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _verifiers = new StoreVerifiers(keys, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The expectation can't be met: it has no root, no recipient, or contradicts itself.</exception>
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
