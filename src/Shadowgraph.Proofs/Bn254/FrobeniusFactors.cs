namespace Shadowgraph.Proofs.Bn254;

/// <summary>The constants of the p-th power in the tower and on the twist.</summary>
internal static class FrobeniusFactors
{
    /// <summary>ξ^(i(p-1)/6) for i = 0 .. 5, ξ = 9 + u: the factor of wⁱ; 2 and 3 are the factors of x and y on the twist.</summary>
    public static ReadOnlySpan<Fp2> Powers => Computed;

    private static Fp2[] Computed { get; } = Compute();

    private static Fp2[] Compute()
    {
        var powers = new Fp2[6];
        powers[0] = Fp2.One;
        powers[1] = Fp2.NonResidue.Pow((Fp.Modulus - 1) / 6);
        for (var i = 2; i < powers.Length; i++) powers[i] = powers[i - 1] * powers[1];
        return powers;
    }
}
