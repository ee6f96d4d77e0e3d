using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Validation;

/// <summary>Rules of validators beyond the checks of a verifier.</summary>
internal static class ProofRules
{
    private const string NarrowAdvice = "Prove the statement that is asked for, and no more.";

    /// <summary>Checks that a hash matches a proof, bit for bit.</summary>
    public static void CheckHash(ReputationProof proof, string? hash, FindingList findings) => findings.Check(
        ProofCheck.Hash, string.Equals(hash, ProofDigest.Of(proof), StringComparison.OrdinalIgnoreCase), "The hash is not that of the proof.",
        "Discard it: proof or hash was changed. Take the proof from where it was made.");

    /// <summary>Whether the proof discloses more of the score than required, which a verifier accepts.</summary>
    public static bool IsNarrower(ReputationProof proof, ProofExpectation expectation) =>
        !expectation.RequireExactScore && expectation.Bounds.Contains(proof.Bounds) && proof.Bounds != expectation.Bounds;

    public static void CheckDisclosure(ReputationProof proof, ProofExpectation expectation, FindingList findings) => findings.Check(
        ProofCheck.Bounds, !IsNarrower(proof, expectation),
        $"The proof leaves fewer scores possible than asked for, {expectation.Bounds} (millionths): it discloses too much.", NarrowAdvice);

    public static void WarnOfDisclosure(ReputationProof proof, ProofExpectation expectation, FindingList findings)
    {
        if (!IsNarrower(proof, expectation)) return;
        findings.Warn(
            ProofCheck.Bounds,
            $"The proof leaves scores {proof.Bounds} possible where {expectation.Bounds} (millionths) would do: all the world sees it.",
            NarrowAdvice);
    }

    public static void WarnOfDevelopmentKey(CircuitSize size, FindingList findings) => findings.Warn(
        ProofCheck.Key, $"The key for {size} is a development key: whoever made it can forge proofs.", "Use a key from a ceremony.");
}
