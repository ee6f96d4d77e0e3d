namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>The group of y² = x³ + 3 over Fp, of prime order r: every point of the curve belongs to the group.</summary>
internal static class G1
{
    /// <summary>(1, 2), as in EIP-196.</summary>
    public static G1Affine Generator { get; } = new(Fp.One, new Fp(2));
}
