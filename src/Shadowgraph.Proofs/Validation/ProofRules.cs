using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Validation;

/// <summary>Rules of validators beyond the checks of a verifier.</summary>
internal static class ProofRules
{
    private const string NarrowAdvice = "Prove exactly the requested statement.";

    /// <summary>Checks that a hash matches a proof, bit for bit.</summary>
    public static void CheckHash(ReputationProof proof, string? hash, FindingList findings) => findings.Check(
        ProofCheck.Hash, string.Equals(hash, ProofDigest.Of(proof), StringComparison.OrdinalIgnoreCase), "The hash does not match the proof.",
        "Discard the proof: proof or hash was changed. Get the proof from its source again.");

    /// <summary>Whether the proof discloses more of the score than required, which a verifier accepts.</summary>
    public static bool IsNarrower(ReputationProof proof, ProofExpectation expectation) =>
        !expectation.RequireExactScore && expectation.Bounds.Contains(proof.Bounds) && proof.Bounds != expectation.Bounds;

    public static void CheckDisclosure(ReputationProof proof, ProofExpectation expectation, FindingList findings) => findings.Check(
        ProofCheck.Bounds, !IsNarrower(proof, expectation),
        $"The proof's bounds are narrower than requested, {expectation.Bounds} (millionths): the proof discloses too much.", NarrowAdvice);

    public static void WarnOfDisclosure(ReputationProof proof, ProofExpectation expectation, FindingList findings)
    {
        if (!IsNarrower(proof, expectation)) return;
        findings.Warn(
            ProofCheck.Bounds,
            $"The proof leaves scores {proof.Bounds} possible, although {expectation.Bounds} (millionths) would suffice: the proof discloses more than necessary.",
            NarrowAdvice);
    }

    public static void WarnOfDevelopmentKey(CircuitSize size, FindingList findings) => findings.Warn(
        ProofCheck.Key, $"The key for {size} is a development key: its creator can forge proofs.", "Use a key from a ceremony.");
}
