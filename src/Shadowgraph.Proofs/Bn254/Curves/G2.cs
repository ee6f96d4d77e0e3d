using System.Globalization;
using System.Numerics;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>The subgroup of order r of y² = x³ + 3/(9 + u) over Fp2.</summary>
internal static class G2
{
    /// <summary>x₀, the parameter at which the BN polynomials take the values p and r of BN254.</summary>
    public const ulong CurveParameter = 4965661367192848881;

    /// <summary>The digits of x₀ in non-adjacent form, least significant first.</summary>
    public static ReadOnlySpan<sbyte> Digits => CurveParameterDigits;

    private static sbyte[] CurveParameterDigits { get; } = SignedBits.Of(CurveParameter);
    private static Fp2 PsiX { get; } = Fp2.NonResidue.Pow((Fp.Modulus - 1) / 3);
    private static Fp2 PsiY { get; } = Fp2.NonResidue.Pow((Fp.Modulus - 1) / 2);

    /// <summary>The generator of EIP-197.</summary>
    public static G2Affine Generator { get; } = new(
        new Fp2(
            Constant("10857046999023057135944570762232829481370756359578518086990519993285655852781"),
            Constant("11559732032986387107991004021392285783925812861821192530917403151452391805634")),
        new Fp2(
            Constant("8495653923123431417604973247489272438418190587263600148770280649306958101930"),
            Constant("4082367875863433681332203403145435568316851327593401208105741076214120093531")));

    /// <summary>Whether a point of the curve has order r; true for infinity.</summary>
    /// <remarks>
    /// [x₀+1]P + ψ([x₀]P) + ψ²([x₀]P) = ψ³([2x₀]P), after Dai, Lin, Zhao and Zhou, "Fast subgroup membership testings for G1, G2 and GT on
    /// pairing-friendly curves" (eprint 2022/348): a multiplication by 63 bits instead of 254: 63 doublings and 26 additions.
    /// </remarks>
    public static bool IsInSubgroup(in G2Affine point)
    {
        if (point.IsInfinity) return true;
        var opposite = -point;
        G2Jacobian multiple = point;
        for (var i = CurveParameterDigits.Length - 2; i >= 0; i--)
        {
            multiple = multiple.Double();
            if (CurveParameterDigits[i] != 0) multiple = multiple.Add(CurveParameterDigits[i] > 0 ? point : opposite);
        }

        return IsInSubgroupByMultiple(point, multiple);
    }

    /// <summary>The same check for a finite point with a known multiple by x₀.</summary>
    public static bool IsInSubgroupByMultiple(in G2Affine point, in G2Jacobian multiple)
    {
        var once = Psi(multiple);
        var twice = Psi(once);
        return multiple.Add(point).Add(once).Add(twice).Equals(Psi(twice).Double());
    }

    /// <summary>ψ: untwist, p-th power, twist. (x, y) maps to (x̄·ξ^((p-1)/3), ȳ·ξ^((p-1)/2)), ξ = 9 + u.</summary>
    public static G2Affine Psi(in G2Affine point) => new(point.X.Conjugate() * PsiX, point.Y.Conjugate() * PsiY);

    private static G2Jacobian Psi(in G2Jacobian point) =>
        new(point.X.Conjugate() * PsiX, point.Y.Conjugate() * PsiY, point.Z.Conjugate());

    private static Fp Constant(string value) => Fp.FromBigInteger(BigInteger.Parse(value, CultureInfo.InvariantCulture));
}
