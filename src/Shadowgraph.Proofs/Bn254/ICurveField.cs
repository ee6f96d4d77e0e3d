namespace Shadowgraph.Proofs.Bn254;

/// <summary>A field over which one of BN254's two groups has its coordinates: <see cref="Fp"/> for G1, Fp2 for G2.</summary>
internal interface ICurveField<TSelf> : IField<TSelf>
    where TSelf : struct, ICurveField<TSelf>
{
    /// <summary>b in y² = x³ + b.</summary>
    static abstract TSelf CurveB { get; }
}
