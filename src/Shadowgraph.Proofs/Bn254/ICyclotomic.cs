namespace Shadowgraph.Proofs.Bn254;

/// <summary>An element of Fp12's cyclotomic subgroup, of order p⁴ - p² + 1, in any representation.</summary>
internal interface ICyclotomic<TSelf>
    where TSelf : struct, ICyclotomic<TSelf>
{
    static abstract TSelf operator *(in TSelf left, in TSelf right);

    /// <summary>a², wrong for values outside the subgroup.</summary>
    TSelf SquareCyclotomicUnchecked();

    /// <summary>The p⁶-th power, which in the subgroup equals a⁻¹.</summary>
    TSelf Conjugate();

    /// <summary>The p-th power.</summary>
    TSelf Frobenius();
}
