namespace Shadowgraph.Proofs.Proving;

/// <summary>Compares a proof with the verifier's expectation.</summary>
internal static class ExpectationRules
{
    public static void Check(ReputationProof proof, ProofExpectation expected, DateTimeOffset now, ReputationVerifier.Findings findings)
    {
        var anonymous = expected.Mode == ProofMode.Anonymous;
        findings.Check(ReputationCheck.Mode, proof.IsAnonymous == anonymous,
            () => anonymous
                ? "The proof names its subject, and a hidden one is expected."
                : "The proof hides its subject, and a named one is expected.");
        findings.Check(ReputationCheck.Mode, proof.IsAnonymous != proof.Nullifier.IsZero,
            () => "A hidden subject has a nullifier, and a named one has none.");
        findings.Check(ReputationCheck.RegistryRoot, expected.AcceptedRoots.Contains(proof.RegistryRoot),
            () => "The registry's root is not accepted: it is of another registry, or of an older state than accepted.");
        findings.Check(ReputationCheck.Scope, proof.Scope == expected.Scope.ToFr(),
            () => "The proof is for another chain, contract, registry or campaign.");
        findings.Check(ReputationCheck.Recipient, proof.Recipient == expected.Recipient,
            () => $"The proof is made out to {proof.Recipient}, and {expected.Recipient} is expected.");
        findings.Check(ReputationCheck.Recipient, !expected.RequireRecipientIsSubject || proof.Subject is null || proof.Subject == proof.Recipient,
            () => $"The proof names {proof.Subject} and is made out to {proof.Recipient}: whoever holds the subject's opening can make it. "
                + "Only one that is made out to its subject is accepted.");
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
        findings.Check(ReputationCheck.AsOfInFuture, asOf <= now, () => $"The proof is of {asOf:u}, and now it is {now:u}.");

        // Compared as a duration: now - maxAge could leave the range of DateTimeOffset.
        findings.Check(ReputationCheck.AsOfTooOld, now - asOf <= expected.MaxAge,
            () => $"The proof is of {asOf:u}, older than {expected.MaxAge}.");
        findings.Check(ReputationCheck.AsOf, expected.AsOf is not { } given || given.ToUnixTimeSeconds() == asOf.ToUnixTimeSeconds(),
            () => $"The proof is of {asOf:u}, and {expected.AsOf:u} is expected.");
    }
}
