using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>The hard part of a final exponentiation.</summary>
internal static class CyclotomicPower<TElement>
    where TElement : struct, ICyclotomic<TElement>
{
    private const int ExponentWidth = 4;

    private static sbyte[] CurveParameterDigits { get; } = SignedBits.Of(G2.CurveParameter, ExponentWidth);

    /// <summary>The power (p⁴ - p² + 1)/r.</summary>
    /// <remarks>
    /// Scott, Benger, Charlemagne, Dominguez Perez and Kachisa, "On the final exponentiation for calculating pairings on ordinary elliptic curves" (eprint
    /// 2008/490), section 5: three powers by x₀ and 13 multiplications.
    /// </remarks>
    public static TElement HardPart(in TElement f)
    {
        // The exponent is a polynomial in p with coefficients of degree at most 3 in x0:
        // powers by x0, x0² and x0³, and Frobenius maps of these, suffice.
        var fx = PowerByCurveParameter(f);
        var fx2 = PowerByCurveParameter(fx);
        var fx3 = PowerByCurveParameter(fx2);
        var fp = f.Frobenius();
        var fp2 = fp.Frobenius();
        var fx2p = fx2.Frobenius();

        // y0 to y6 of the paper. The cyclotomic subgroup has conjugates as inverses, so
        // negative exponents are free.
        var y0 = fp * fp2 * fp2.Frobenius();
        var y1 = f.Conjugate();
        var y2 = fx2p.Frobenius();
        var y3 = fx.Frobenius().Conjugate();
        var y4 = (fx * fx2p).Conjugate();
        var y5 = fx2.Conjugate();
        var y6 = (fx3 * fx3.Frobenius()).Conjugate();

        // y0 · y1² · y2⁶ · y3¹² · y4¹⁸ · y5³⁰ · y6³⁶, by the addition chain of the paper
        // with two accumulators.
        var t0 = y6.SquareCyclotomicUnchecked() * y4 * y5;
        var t1 = y3 * y5 * t0;
        t0 *= y2;
        t1 = (t1.SquareCyclotomicUnchecked() * t0).SquareCyclotomicUnchecked();
        t0 = (t1 * y1).SquareCyclotomicUnchecked();
        return t0 * (t1 * y0);
    }

    /// <summary>The power x₀: 64 squarings and 16 multiplications.</summary>
    private static TElement PowerByCurveParameter(in TElement value)
    {
        // The odd powers 1, 3, 5, 7: signed digits of width 4 are odd and at most 7 in
        // size.
        var odd = new TElement[1 << (ExponentWidth - 2)];
        odd[0] = value;
        var square = value.SquareCyclotomicUnchecked();
        for (var i = 1; i < odd.Length; i++) odd[i] = odd[i - 1] * square;

        // The leading digit is positive, and its odd power starts the chain.
        var result = odd[CurveParameterDigits[^1] >> 1];
        for (var i = CurveParameterDigits.Length - 2; i >= 0; i--)
        {
            result = result.SquareCyclotomicUnchecked();
            var digit = CurveParameterDigits[i];
            if (digit > 0) result *= odd[digit >> 1];

            // A conjugate is the inverse in the subgroup: negative digits need no table.
            if (digit < 0) result *= odd[-digit >> 1].Conjugate();
        }

        return result;
    }
}
