using System.Numerics;

namespace Shadowgraph.Proofs.Reputation;

/// <summary>Evidence summed over attestations, in exact integers: the same sums as in the circuit, link after link.</summary>
/// <remarks>For fewer than 2²⁰ attestations, R and S are below 2⁷⁶ and Q is below 2⁹⁷.</remarks>
/// <param name="R">Sum of w·r, in units of 2⁻³⁶.</param>
/// <param name="S">Sum of w·s, in units of 2⁻³⁶.</param>
/// <param name="Q">Sum of a·w·(r + s), in units of 2⁻⁵⁶.</param>
internal readonly record struct FusionTotals(UInt128 R, UInt128 S, UInt128 Q)
{
    public const int ScoreScale = 1_000_000;

    /// <summary>C = 2 in the units of R and S, 2⁻³⁶.</summary>
    public static UInt128 Prior => UInt128.One << 37;

    /// <summary>R + S, in units of 2⁻³⁶.</summary>
    public UInt128 T => R + S;

    /// <summary>R·T + 2¹⁷·Q: the score's numerator.</summary>
    public BigInteger Numerator => (BigInteger)R * T + ((BigInteger)Q << 17);

    /// <summary>T·(T + 2³⁷): the score's denominator.</summary>
    public BigInteger Denominator => (BigInteger)T * (T + Prior);

    /// <summary>These totals plus the evidence of one attestation, without a check that the attestation is active.</summary>
    public FusionTotals Add(in QuantizedEvidence evidence)
    {
        var total = (UInt128)evidence.W * (evidence.R + evidence.S);
        return new(R + (UInt128)evidence.W * evidence.R, S + (UInt128)evidence.W * evidence.S, Q + evidence.A * total);
    }

    /// <summary>floor(10⁶ · N/D), 0 to 1 000 000. Undefined without evidence (T = 0), which the caller must exclude.</summary>
    public int ScoreMillionths => (int)(ScoreScale * Numerator / Denominator);
}
