using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Validation;

/// <summary>
/// Checks a proof against the rules of a contract: the key is the contract's key and no development key, the proof is a complete single link, the
/// claim meets the target's requirements for a scope with chain and contract, and a named subject is the recipient. Thread-safe.
/// </summary>
/// <remarks>
/// The contract takes signals 0 to 7 and sets previousState and nextState to 0. Since the contract would refuse a part of a chain, so does this
/// validator; a whole chain is accepted only if <see cref="SubmissionTarget.TakesChains"/> is set.
/// </remarks>
public sealed class SubmissionValidator : ISubmissionValidator
{
    private readonly Func<CircuitSize, CancellationToken, ValueTask<ReputationVerifier>> _verifiers;

    /// <summary>Creates a validator with the keys of a store.</summary>
    /// <param name="keys">The accepted keys.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    public SubmissionValidator(IProvingKeyStore keys, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _verifiers = new StoreVerifiers(keys, time ?? TimeProvider.System).GetAsync;
    }

    /// <summary>Creates a validator with the verification keys of a verifier: submission needs no proving keys.</summary>
    /// <param name="verifier">The source of verification keys and clock.</param>
    public SubmissionValidator(ReputationVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        _verifiers = (_, _) => ValueTask.FromResult(verifier);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The target can't be met: a part is missing, or parts are contradictory.</exception>
    /// <exception cref="ProvingKeyNotFoundException">The store has no key for the proof's circuit.</exception>
    /// <exception cref="Groth16.ProvingKeyException">The store refused the key for the proof's circuit.</exception>
    public async ValueTask<ProofValidation> ValidateForSubmissionAsync(
        ReputationProof proof, SubmissionTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(target);
        target.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        var verifier = await _verifiers(proof.Size, cancellationToken).ConfigureAwait(false);

        var expectation = target.Expectation with
        {
            MaxLinks = target.TakesChains ? target.Expectation.MaxLinks : 1,
            RequireRecipientIsSubject = target.RequireRecipientIsSubject || target.Expectation.RequireRecipientIsSubject,
            AllowDevelopmentKeys = false,
        };
        var now = verifier.Now;
        var findings = new FindingList();
        if (target.ProofHash is not null) ProofRules.CheckHash(proof, target.ProofHash, findings);
        CheckKey(proof, target, findings);
        CheckScope(expectation.Scope, findings);
        findings.Add(verifier.VerifyAt(proof, expectation, now));
        ProofRules.WarnOfDisclosure(proof, expectation, findings);
        WarnOfAge(proof, expectation, now, target.InclusionTime, findings);
        return findings.ToValidation();
    }

    private static void CheckKey(ReputationProof proof, SubmissionTarget target, FindingList findings) => findings.Check(
        ProofCheck.Key, string.Equals(proof.VerificationKeyHash, target.VerificationKeyHash, StringComparison.OrdinalIgnoreCase),
        $"The proof is for the verification key {proof.VerificationKeyHash}, and the contract is for a different key.",
        "Prove with the key of the contract, or send it to the contract of this key.");

    private static void CheckScope(ProofScope scope, FindingList findings) => findings.Check(
        ProofCheck.Scope, scope.ChainId != 0 && !scope.VerifyingContract.IsZero,
        "The scope names no chain or no contract, so the proof would be valid for every contract.",
        "Use a scope with the id of the chain and the address of the contract that requires the proof.");

    private static void WarnOfAge(
        ReputationProof proof, ProofExpectation expectation, DateTimeOffset now, TimeSpan inclusionTime, FindingList findings)
    {
        var age = now - proof.AsOf;
        if (age < TimeSpan.Zero || age > expectation.MaxAge || expectation.MaxAge - age >= inclusionTime) return;
        findings.Warn(
            ProofCheck.Age, $"The proof will be too old in {expectation.MaxAge - age}, possibly before its inclusion in a block.",
            "Prove again, with a later asOf.");
    }
}
