using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Asserts minScore &lt;= floor(10⁶ N/D) &lt;= maxScore, with N = R·T + 2¹⁷ Q and D = T·(T + 2³⁷).</summary>
/// <remarks>
/// Skoric, de Hoogh, Zannone, "Flow-based reputation with uncertainty" (2016), with C = 2 and Josang's base rates: score = (R + C·a)/(T + C),
/// a = Q/T, T = R + S. R, S, T are in units of 2⁻³⁶ and Q of 2⁻⁵⁶, so C is 2³⁷ and Q/T·C is 2¹⁷ Q/T. No wrap-around. Fewer than 2²⁰ attestations with
/// w·r, w·s &lt; 2⁵⁶ and a &lt;= 2²⁰ give R, S &lt; 2⁷⁶, T &lt; 2⁷⁷, Q &lt;= 2²⁰ T &lt; 2⁹⁷. Then D &lt; 2¹⁵⁴ (1 + 2⁻⁴⁰) and N &lt;= T² + 2³⁷ T = D.
/// Scores are below 2²⁰, so each difference below is an integer of absolute value under 2¹⁷⁵, and its residue modulo r is in [0, 2¹⁷⁴) only for a
/// non-negative difference: the residue of a negative difference would be above r - 2¹⁷⁵. A valid difference is at most (10⁶ + 1)·D &lt; 2¹⁷⁴, so no
/// valid difference is rejected. The bounds on R, S, Q hold on every link: the sums start from 0, a collision-resistant hash commits to the state
/// from link to link, and each enabled attestation adds 1 to a count that each link asserts to be below 2²⁰.
/// </remarks>
internal static class ScoreGadget
{
    public const int MaxScore = 1_000_000;

    private const int ScoreBits = 20;
    private const int DifferenceBits = 174;
    private const int PriorShift = 37;
    private const int RatedShift = 17;

    /// <summary>Asserts the bounds if a flag is 1; if the flag is 0 both bounds must be 0 already, and nothing is asserted. Cost: 416.</summary>
    public static void AssertBounds(
        CircuitBuilder builder, LinearCombination flag, in LinkSums sums, LinearCombination minScore, LinearCombination maxScore)
    {
        using var scope = builder.Scope("score");
        BitDecomposition.AssertRange(builder, minScore, ScoreBits, "minScore");
        BitDecomposition.AssertRange(builder, maxScore, ScoreBits, "maxScore");
        BitDecomposition.AssertRange(builder, MaxScore - maxScore, ScoreBits, "10^6 - maxScore");

        var total = sums.R + sums.S;
        AssertNonZero(builder, flag, total);
        LinearCombination denominator = builder.Multiply(total, total + BitDecomposition.Power(PriorShift), "D");
        LinearCombination product = builder.Multiply(sums.R, total, "R*T");
        var millionths = MaxScore * (product + BitDecomposition.Power(RatedShift) * sums.Q);

        LinearCombination floor = builder.Multiply(minScore, denominator, "minScore*D");
        LinearCombination ceiling = builder.Multiply(maxScore + 1, denominator, "(maxScore+1)*D");
        var above = builder.Multiply(flag, millionths - floor, "above minScore");
        var below = builder.Multiply(flag, ceiling - millionths - 1, "below maxScore + 1");
        BitDecomposition.AssertRange(builder, above, DifferenceBits, "score is at least minScore");
        BitDecomposition.AssertRange(builder, below, DifferenceBits, "score is at most maxScore");
    }

    /// <summary>
    /// Asserts, if the flag is 1, that some evidence is active. If the flag is 0 the inverse is 0, so that the wire is never free.
    /// </summary>
    private static void AssertNonZero(CircuitBuilder builder, LinearCombination flag, LinearCombination total)
    {
        LinearCombination inverse = builder.Compute(
            1, [flag, total], static (inputs, outputs) => outputs[0] = inputs[0] * inputs[1].Inverse(), "inverse of T")[0];
        builder.AssertProduct(total, inverse, flag, "some evidence is active");
        Flags.AssertZeroUnless(builder, flag, inverse, "inverse of T is 0 on a link that is not the last");
    }
}
