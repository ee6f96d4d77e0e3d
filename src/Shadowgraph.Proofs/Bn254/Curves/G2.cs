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

    /// <summary>The generator of EIP-197.</summary>
    public static G2Affine Generator { get; } = new(
        new Fp2(
            Fp.FromCanonicalUnchecked(new(0x46debd5cd992f6ed, 0x674322d4f75edadd, 0x426a00665e5c4479, 0x1800deef121f1e76)),
            Fp.FromCanonicalUnchecked(new(0x97e485b7aef312c2, 0xf1aa493335a9e712, 0x7260bfb731fb5d25, 0x198e9393920d483a))),
        new Fp2(
            Fp.FromCanonicalUnchecked(new(0x4ce6cc0166fa7daa, 0xe3d1e7690c43d37b, 0x4aab71808dcb408f, 0x12c85ea5db8c6deb)),
            Fp.FromCanonicalUnchecked(new(0x55acdadcd122975b, 0xbc4b313370b38ef3, 0xec9e99ad690c3395, 0x090689d0585ff075))));

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
    public static G2Affine Psi(in G2Affine point) => new(PsiX(point.X), PsiY(point.Y));

    private static G2Jacobian Psi(in G2Jacobian point) => new(PsiX(point.X), PsiY(point.Y), point.Z.Conjugate());

    private static Fp2 PsiX(in Fp2 x) => x.Conjugate() * FrobeniusFactors.Powers[2];

    private static Fp2 PsiY(in Fp2 y) => y.Conjugate() * FrobeniusFactors.Powers[3];
}
