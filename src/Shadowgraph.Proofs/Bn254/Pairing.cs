namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// The optimal ate pairing of BN254 (Vercauteren, "Optimal pairings", eprint 2008/096), the one of EIP-197:
/// e: G1 × G2 → the r-th roots of unity in Fp12, bilinear.
/// </summary>
/// <remarks>Points of G2 must be in the subgroup (<see cref="G2.IsInSubgroup"/>); points of both groups on their curve.</remarks>
internal static class Pairing
{
    private const int ExponentWidth = 4;

    private static sbyte[] CurveParameterDigits { get; } = SignedBits.Of(G2.CurveParameter, ExponentWidth);

    /// <summary>e(p, q); 1 if either is at infinity.</summary>
    public static Fp12 Compute(in G1Affine p, in G2Affine q) => FinalExponentiation(MillerLoop([p], [q]));

    /// <summary>Whether the product of all e(p[i], q[i]) is 1, as the precompile of EIP-197 asks; true for no pairs.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q) => FinalExponentiation(MillerLoop(p, q)) == Fp12.One;

    /// <summary>The product of the pairs' Miller functions, before <see cref="FinalExponentiation"/>.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        var walks = new G2Walk[q.Length];
        for (var i = 0; i < walks.Length; i++) walks[i] = new G2Walk(q[i]);
        return MillerLoop(p, walks, [], []);
    }

    /// <summary>The product of the Miller functions of pairs whose points of G2 are prepared. It differs by a factor that
    /// <see cref="FinalExponentiation"/> removes.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static Fp12 MillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q)
    {
        G1Jacobian[] points = [.. p];
        var linePoints = new LinePoint[points.Length];
        LinePoint.FromPoints(points, linePoints);
        return MillerLoop([], [], linePoints, q);
    }

    /// <summary>The product of the Miller functions of both kinds of pairs; all share the squarings.</summary>
    /// <exception cref="ArgumentException">The spans of a kind differ in length.</exception>
    public static Fp12 MillerLoop(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Walk> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ)
    {
        if (p.Length != q.Length || preparedP.Length != preparedQ.Length)
            throw new ArgumentException("There must be as many points of G2 as of G1.", nameof(q));
        var digits = LineWalk.Digits;
        var result = Fp12.One;
        var index = 0;
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            if (index > 0) result = result.Square();
            result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
            if (digits[i] != 0) result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
        }

        result = MultiplyByLines(result, p, q, preparedP, preparedQ, index++);
        return MultiplyByLines(result, p, q, preparedP, preparedQ, index);
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

    /// <summary>The power x₀ of a value of the cyclotomic subgroup: 64 squarings and 16 multiplications.</summary>
    private static Fp12 PowerByCurveParameter(in Fp12 value)
    {
        // 1, 3, 5, 7
        var odd = new Fp12[1 << (ExponentWidth - 2)];
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

    private static Fp12 MultiplyByLines(
        Fp12 result, ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Walk> q, ReadOnlySpan<LinePoint> preparedP, ReadOnlySpan<PreparedG2> preparedQ,
        int index)
    {
        for (var i = 0; i < p.Length; i++)
        {
            if (p[i].IsInfinity || q[i].IsInfinity) continue;
            ref readonly var line = ref q[i].Lines[index];
            result = result.MultiplyByLine(line.Y * p[i].Y, line.X * p[i].X, line.Constant);
        }

        for (var i = 0; i < preparedP.Length; i++)
        {
            if (preparedP[i].IsInfinity || preparedQ[i].IsInfinity) continue;
            ref readonly var line = ref preparedQ[i].Lines[index];
            result = result.MultiplyByLine(line.X * preparedP[i].XOverY, line.Constant * preparedP[i].InverseY);
        }

        return result;
    }
}
