namespace Shadowgraph.Proofs.Bn254;

/// <summary>The field of the coordinates of a group of BN254: <see cref="Fp"/> for G1, Fp2 for G2.</summary>
internal interface ICurveField<TSelf> : IField<TSelf>
    where TSelf : struct, ICurveField<TSelf>
{
    /// <summary>b in y² = x³ + b.</summary>
    static abstract TSelf CurveB { get; }
}
