namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// The optimal ate pairing of BN254 (Vercauteren, "Optimal pairings", eprint 2008/096), the one of EIP-197:
/// e: G1 × G2 → the r-th roots of unity in Fp12, bilinear.
/// </summary>
/// <remarks>Points of G2 must be in the subgroup (<see cref="G2.IsInSubgroup"/>); points of both groups on their curve.</remarks>
internal static class Pairing
{
    private static sbyte[] CurveParameterDigits { get; } = SignedBits.Of(G2.CurveParameter);

    /// <summary>e(p, q); 1 if either is at infinity.</summary>
    public static Fp12 Compute(in G1Affine p, in G2Affine q) => FinalExponentiation(MillerLoop([p], [q]));

    /// <summary>Whether the product of all e(p[i], q[i]) is 1, as the precompile of EIP-197 asks; true for no pairs.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q) => FinalExponentiation(MillerLoop(p, q)) == Fp12.One;

    /// <summary>The product of the pairs' Miller functions, before <see cref="FinalExponentiation"/>.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        var prepared = new PreparedG2[q.Length];
        for (var i = 0; i < q.Length; i++) prepared[i] = new PreparedG2(q[i]);
        return MillerLoop(p, prepared);
    }

    /// <summary>The product of the pairs' Miller functions; all pairs share the squarings.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q)
    {
        if (p.Length != q.Length) throw new ArgumentException("There must be as many points of G2 as of G1.", nameof(q));
        var digits = PreparedG2.LoopDigits;
        var result = Fp12.One;
        var line = 0;
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            result = result.Square();
            result = MultiplyByLines(result, p, q, line++);
            if (digits[i] != 0) result = MultiplyByLines(result, p, q, line++);
        }

        result = MultiplyByLines(result, p, q, line++);
        return MultiplyByLines(result, p, q, line);
    }

    /// <summary>The power (p¹² - 1)/r exactly, so values agree with other implementations'; zero for zero.</summary>
    /// <remarks>Hard part: Scott, Benger, Charlemagne, Dominguez Perez and Kachisa, "On the final exponentiation for calculating
    /// pairings on ordinary elliptic curves" (eprint 2008/490), section 5: three powers by x₀ and 13 multiplications.</remarks>
    public static Fp12 FinalExponentiation(in Fp12 value)
    {
        // (p⁶ - 1)(p² + 1): from here on in the cyclotomic subgroup, where conjugates are inverses.
        var easy = value.Conjugate() * value.Inverse();
        var f = easy.Frobenius().Frobenius() * easy;

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

    private static Fp12 PowerByCurveParameter(in Fp12 value)
    {
        var inverse = value.Conjugate();
        var result = value;
        for (var i = CurveParameterDigits.Length - 2; i >= 0; i--)
        {
            result = result.SquareCyclotomicUnchecked();
            if (CurveParameterDigits[i] != 0) result *= CurveParameterDigits[i] > 0 ? value : inverse;
        }

        return result;
    }

    private static Fp12 MultiplyByLines(Fp12 result, ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q, int index)
    {
        for (var i = 0; i < p.Length; i++)
        {
            if (p[i].IsInfinity || q[i].IsInfinity) continue;
            ref readonly var line = ref q[i].Lines[index];
            result = result.MultiplyByLine(line.Y * p[i].Y, line.X * p[i].X, line.Constant);
        }

        return result;
    }
}
