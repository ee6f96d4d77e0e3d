using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Validation;

/// <summary>Whether the parts of a result are there and fit its proof.</summary>
internal static class ResultRules
{
    public static void CheckStructure(ProofResult result, FindingList findings)
    {
        findings.Check(ProofCheck.Structure, result.State == ProofState.Completed, "The result is not completed.");
        findings.Check(ProofCheck.Structure, result.Error is null, "The result has an error.");
        findings.Check(ProofCheck.Structure, result.RequestId != Guid.Empty, "The result belongs to no request.");
        findings.Check(ProofCheck.Structure, result.FusedOpinion is not null, "The opinion is missing.");
        findings.Check(
            ProofCheck.Structure, result.Attempts >= (result.IsFromCache ? 0 : 1), "No attempt was made, yet there is a proof.");
        if (result.Proof is not { } proof)
        {
            findings.Check(ProofCheck.Structure, false, "The proof is missing.");
            return;
        }

        findings.Check(
            ProofCheck.Structure, result.Circuit == proof.Size,
            $"The result is of the {result.Circuit} circuit, its proof of {proof.Size}.");
        findings.Check(
            ProofCheck.Structure, result.LinkCount == proof.Links.Count,
            $"The result says {result.LinkCount} links, and its proof has {proof.Links.Count}.");
    }

    public static void CheckHash(ProofResult result, ReputationProof proof, FindingList findings) => findings.Check(
        ProofCheck.Hash, string.Equals(result.Hash, ProofDigest.Of(proof), StringComparison.Ordinal), "The hash is not that of the proof.");
}
