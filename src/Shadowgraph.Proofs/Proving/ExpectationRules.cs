namespace Shadowgraph.Proofs.Proving;

/// <summary>Compares a proof with the verifier's expectation.</summary>
internal static class ExpectationRules
{
    public static void Check(ReputationProof proof, ProofExpectation expected, DateTimeOffset now, ReputationVerifier.Findings findings)
    {
        var anonymous = expected.Mode == ProofMode.Anonymous;
        findings.Check(ReputationCheck.Mode, proof.IsAnonymous == anonymous,
            () => anonymous
                ? "The proof names its subject; a hidden subject is expected."
                : "The proof hides its subject; a named subject is expected.");
        findings.Check(ReputationCheck.Mode, proof.IsAnonymous != proof.Nullifier.IsZero,
            () => "A proof has a nullifier if and only if its subject is hidden.");
        findings.Check(ReputationCheck.RegistryRoot, expected.AcceptedRoots.Contains(proof.RegistryRoot),
            () => "The registry's root is not accepted: the root belongs to another registry, or to an outdated state.");
        findings.Check(ReputationCheck.Scope, proof.Scope == expected.Scope.ToFr(),
            () => "The proof is for another chain, contract, registry or campaign.");
        findings.Check(ReputationCheck.Recipient, proof.Recipient == expected.Recipient,
            () => $"The proof is made out to {proof.Recipient}, and {expected.Recipient} is expected.");
        findings.Check(ReputationCheck.Recipient, !expected.RequireRecipientIsSubject || proof.Subject is null || proof.Subject == proof.Recipient,
            () => $"The proof names {proof.Subject} and is made out to {proof.Recipient}: any holder of the subject's opening can make such a proof. "
                + "Only a proof made out to its subject is accepted.");
        findings.Check(ReputationCheck.Subject, expected.Subject is not { } subject || proof.Subject is null || proof.Subject == subject,
            () => $"The proof is about {proof.Subject}, and {expected.Subject} is expected.");
        findings.Check(ReputationCheck.Bounds, expected.Bounds.Contains(proof.Bounds),
            () => $"The proof leaves scores {proof.Bounds} possible, and only {expected.Bounds} (millionths) are accepted.");
        findings.Check(ReputationCheck.Bounds, !expected.RequireExactScore || proof.Bounds.IsExact,
            () => $"The proof leaves scores {proof.Bounds} possible, and one exact score is expected.");
        CheckTime(proof.AsOf, expected, now, findings);
    }

    private static void CheckTime(DateTimeOffset asOf, ProofExpectation expected, DateTimeOffset now, ReputationVerifier.Findings findings)
    {
        findings.Check(ReputationCheck.AsOfInFuture, asOf <= now, () => $"The proof's asOf, {asOf:u}, is in the future: the time is {now:u}.");

        // Compared as a duration: now - maxAge could leave the range of DateTimeOffset.
        findings.Check(ReputationCheck.AsOfTooOld, now - asOf <= expected.MaxAge,
            () => $"The proof's asOf, {asOf:u}, is older than {expected.MaxAge}.");
        findings.Check(ReputationCheck.AsOf, expected.AsOf is not { } given || given.ToUnixTimeSeconds() == asOf.ToUnixTimeSeconds(),
            () => $"The proof's asOf is {asOf:u}; {expected.AsOf:u} is expected.");
    }
}
