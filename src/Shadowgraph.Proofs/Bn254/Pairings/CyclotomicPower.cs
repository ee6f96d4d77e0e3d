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
    /// <remarks>Scott, Benger, Charlemagne, Dominguez Perez and Kachisa, "On the final exponentiation for calculating pairings on
    /// ordinary elliptic curves" (eprint 2008/490), section 5: three powers by x₀ and 13 multiplications.</remarks>
    public static TElement HardPart(in TElement f)
    {
        var fx = PowerByCurveParameter(f);
        var fx2 = PowerByCurveParameter(fx);
        var fx3 = PowerByCurveParameter(fx2);
        var fp = f.Frobenius();
        var fp2 = fp.Frobenius();
        var fx2p = fx2.Frobenius();
        var y0 = fp * fp2 * fp2.Frobenius();
        var y1 = f.Conjugate();
        var y2 = fx2p.Frobenius();
        var y3 = fx.Frobenius().Conjugate();
        var y4 = (fx * fx2p).Conjugate();
        var y5 = fx2.Conjugate();
        var y6 = (fx3 * fx3.Frobenius()).Conjugate();

        // y0 · y1² · y2⁶ · y3¹² · y4¹⁸ · y5³⁰ · y6³⁶
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
        // 1, 3, 5, 7
        var odd = new TElement[1 << (ExponentWidth - 2)];
        odd[0] = value;
        var square = value.SquareCyclotomicUnchecked();
        for (var i = 1; i < odd.Length; i++) odd[i] = odd[i - 1] * square;

        var result = odd[CurveParameterDigits[^1] >> 1];
        for (var i = CurveParameterDigits.Length - 2; i >= 0; i--)
        {
            result = result.SquareCyclotomicUnchecked();
            var digit = CurveParameterDigits[i];
            if (digit > 0) result *= odd[digit >> 1];
            if (digit < 0) result *= odd[-digit >> 1].Conjugate();
        }

        return result;
    }
}
