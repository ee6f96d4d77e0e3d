namespace Shadowgraph.Proofs.Validation;

/// <summary>Checks that an opinion is valid and matches its proof. Messages show none of the numbers, which are secret.</summary>
internal static class OpinionRules
{
    // The numbers of an opinion are exact ratios rounded to doubles, with an error of a few units of 10^-16.
    private const double Rounding = 1e-12;

    private const string Advice = "Discard the result, and check its source.";

    // The score is rounded down to a millionth.
    private const double ScoreRounding = 1e-6 + Rounding;

    public static void Check(FusedOpinion opinion, ReputationProof proof, FindingList findings)
    {
        var (belief, disbelief, uncertainty, baseRate, score) = opinion;
        var inRange = IsShare(belief) && IsShare(disbelief) && IsShare(uncertainty) && IsShare(baseRate) && ScoreBounds.Any.Contains(score);
        findings.Check(ProofCheck.Opinion, inRange, "A number of the opinion is out of its range.", Advice);
        if (inRange)
        {
            findings.Check(
                ProofCheck.Opinion, Math.Abs(belief + disbelief + uncertainty - 1) <= Rounding,
                "Belief, disbelief and uncertainty do not add up to 1.", Advice);
            var missing = belief + baseRate * uncertainty - (double)score / ScoreBounds.HighestScore;
            findings.Check(
                ProofCheck.Opinion, missing is >= -Rounding and <= ScoreRounding, "The score does not match the opinion.", Advice);
        }

        findings.Check(
            ProofCheck.Opinion, proof.Bounds.Contains(score), "The opinion's score is outside the bounds of the proof.",
            Advice);
    }

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}
