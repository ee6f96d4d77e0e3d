using static Shadowgraph.Proofs.Circuits.ReputationSignals;

namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// The rules that join links into a proof. The Groth16 proof of a single link does not cover them: a lone last link with an invented previous
/// state, or a lone middle link, is valid for Groth16 and proves nothing.
/// </summary>
internal static class ChainRules
{
    public static void Check(ReputationProof proof, ReputationVerifier.Findings findings)
    {
        var links = proof.Links;
        findings.Check(ReputationCheck.Chain, links[0].Signals[PreviousState].IsZero,
            () => "The first link does not start from the empty state: earlier links are missing.", 0);
        findings.Check(ReputationCheck.Chain, links[^1].Signals[NextState].IsZero,
            () => "The last link does not end the chain: later links are missing.", links.Count - 1);

        for (var i = 0; i + 1 < links.Count; i++)
        {
            var next = links[i].Signals[NextState];
            findings.Check(ReputationCheck.Chain, !next.IsZero && next == links[i + 1].Signals[PreviousState],
                () => "The next link does not start from this link's final state.", i);
            findings.Check(ReputationCheck.OneAsOf, links[i].Signals[AsOf] == links[^1].Signals[AsOf],
                () => "The link's asOf differs from the last link's.", i);
            findings.Check(ReputationCheck.InnerSignals, ShowsNothing(links[i]),
                () => $"Only the last link shows the claim; signals 0 to {MaxScore} of all other links must be 0.", i);
        }
    }

    private static bool ShowsNothing(ReputationProofLink link)
    {
        foreach (var signal in link.Signals[..(MaxScore + 1)])
        {
            if (!signal.IsZero) return false;
        }

        return true;
    }
}
