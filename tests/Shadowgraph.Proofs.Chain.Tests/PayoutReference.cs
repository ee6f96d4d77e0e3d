using System.Numerics;
using Airdrop;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>What a score is paid, computed from the definition and not as the contract does it.</summary>
internal static class PayoutReference
{
    public static BigInteger Of(CampaignTerms terms, int score)
    {
        var share = terms.Curve switch
        {
            PayoutCurve.Linear => score,
            PayoutCurve.SquareRoot => LargestWithSquareUpTo((BigInteger)score * ScoreBounds.HighestScore),
            _ => (BigInteger)score * score / ScoreBounds.HighestScore,
        };
        return terms.Floor + ((terms.Cap - terms.Floor) * share / ScoreBounds.HighestScore);
    }

    private static BigInteger LargestWithSquareUpTo(BigInteger value)
    {
        // By halves: 1 000 000 is the square root of the greatest value.
        var (low, high) = (0, ScoreBounds.HighestScore);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if ((BigInteger)middle * middle <= value) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
