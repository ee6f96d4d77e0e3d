namespace Shadowgraph.Proofs.Validation;

/// <summary>Checks that all parts of a result are present and match its proof.</summary>
internal static class ResultRules
{
    private const string Advice = "Discard the result, and check its source.";

    public static void CheckStructure(ProofResult result, FindingList findings)
    {
        Check(result.State == ProofState.Completed, "The result is not completed.");
        Check(result.Error is null, "The result has an error.");
        Check(result.RequestId != Guid.Empty, "The result belongs to no request.");
        Check(result.FusedOpinion is not null, "The opinion is missing.");
        Check(result.Attempts >= (result.IsFromCache ? 0 : 1), "No attempt was made, yet there is a proof.");
        if (result.Proof is not { } proof)
        {
            Check(false, "The proof is missing.");
            return;
        }

        Check(result.Circuit == proof.Size, $"The result is of the {result.Circuit} circuit, its proof of {proof.Size}.");
        Check(
            result.LinkCount == proof.Links.Count, $"The result says {result.LinkCount} links, and its proof has {proof.Links.Count}.");

        void Check(bool holds, string message) => findings.Check(ProofCheck.Structure, holds, message, Advice);
    }
}
