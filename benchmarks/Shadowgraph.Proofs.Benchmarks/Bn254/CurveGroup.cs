namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>The groups that are measured.</summary>
public enum CurveGroup
{
    /// <summary>The curve over Fp.</summary>
    G1,

    /// <summary>The subgroup of the twist over Fp2.</summary>
    G2,
}
